/* SPDX-License-Identifier: MIT
 *
 * data_files.h -- files of data/ that are compiled in: data/schools.csv is schools_csv.
 */
#ifndef DOMAIN_DATA_FILES_H
#define DOMAIN_DATA_FILES_H

#include <stddef.h>

/* A NUL follows each. */
extern const unsigned char boards_csv[];
extern const size_t boards_csv_n;
extern const unsigned char interview_questions_csv[];
extern const size_t interview_questions_csv_n;
extern const unsigned char question_tags_csv[];
extern const size_t question_tags_csv_n;
extern const unsigned char rules_csv[];
extern const size_t rules_csv_n;
extern const unsigned char schools_csv[];
extern const size_t schools_csv_n;
extern const unsigned char zones_csv[];
extern const size_t zones_csv_n;

#endif
