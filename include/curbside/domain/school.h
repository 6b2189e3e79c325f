/* SPDX-License-Identifier: MIT
 *
 * school.h -- the medical schools: which there are, and finding one by what people call it.
 *
 * They are data of the binary (data/schools.csv), so that a newer binary knows newer schools; a
 * school is named by its slug everywhere. Branch campuses have rows of their own, since people look
 * for them, and share the reports, figures and questions of their parent.
 */
#ifndef CURBSIDE_DOMAIN_SCHOOL_H
#define CURBSIDE_DOMAIN_SCHOOL_H

#include <stdbool.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>

struct school {
    const char *slug;          /* "jefferson-kimmel" */
    const char *name;          /* "Sidney Kimmel Medical College at Thomas Jefferson University" */
    const char *short_name;    /* "Jefferson Kimmel"; the name where there is no shorter one */
    const char *also_known_as; /* "Jefferson;Jeff;SKMC", in the order they are known by */
    const char *degree;        /* "MD", "DO", "MBBS" */
    const char *city;
    const char *region;  /* state or province, "PA"; "" elsewhere */
    const char *country; /* "US" */
    const char *pool;    /* the slug its reports are kept under: its own, or its parent's */
};

/* What to look for; NULL: anything. */
struct school_query {
    const char *text;    /* words of any of its names, or of its city; each may be cut short */
    const char *degree;  /* "MD", whatever case */
    const char *region;  /* "PA" */
    const char *country; /* "US" */
    bool nearly;         /* names that are spelled nearly as `text`: for what fits none */
};

struct school_list {
    const struct school *rows; /* best match first, without `text` by name */
    int n;
};

/* All of them, by slug; read once into `a`. E_NOMEM. */
NODISCARD enum err school_all(struct arena *a, struct school_list *ret);
NODISCARD enum err school_search(struct arena *a, const struct school_query *query,
                                 struct school_list *ret);
/*
 * The one school that a person means: a slug, one of its names, or words that fit no other's.
 * E_NOTFOUND: none. E_AMBIGUOUS: several, the first of them in *ret_several (may be NULL).
 */
NODISCARD enum err school_find(struct arena *a, const char *typed, struct school *ret,
                               struct school_list *ret_several);
/* Is this, as a whole, a slug or one of the names of a school? E_NOMEM. */
NODISCARD enum err school_is_called(struct arena *a, const char *typed, bool *ret);
/* By slug; E_NOTFOUND. */
NODISCARD enum err school_get(struct arena *a, const char *slug, struct school *ret);

#endif
