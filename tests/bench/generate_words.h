/* SPDX-License-Identifier: MIT
 *
 * generate_words.h -- the words that made-up posts begin their vocabulary with, commonest first.
 */
#ifndef BENCH_GENERATE_WORDS_H
#define BENCH_GENERATE_WORDS_H

/* clang-format off */
static const char *const generate_words[] = {
    "the", "to", "i", "of", "and", "a", "in", "for", "that", "is", "it", "you", "on", "my", "be",
    "with", "have", "but", "was", "not", "are", "this", "or", "at", "so", "if", "as", "from",
    "they", "me", "do", "just", "can", "your", "there", "about", "all", "what", "we", "like",
    "would", "an", "how", "get", "when", "out", "by", "who", "will", "up", "one", "more", "no",
    "any", "some", "than", "good", "has", "know", "them", "had", "their", "think", "medical",
    "because", "really", "students", "only", "which", "residency", "time", "year", "program",
    "school", "people", "interviews", "other", "don't", "match", "i'm", "it's", "step", "going",
    "also", "score", "been", "were", "scores", "could", "should", "mcat", "even", "application",
    "much", "then", "clinical", "most", "now", "research", "very", "into", "school-list", "want",
    "way", "rotation", "need", "too", "shelf", "well", "lot", "exam", "here", "first", "resident",
    "make", "back", "attending", "did", "does", "patients", "where", "those", "usmle", "see",
    "being", "comlex", "work", "after", "residents", "these", "same", "boards", "through", "over",
    "clerkship", "still", "something", "clerkships", "right", "feel", "surgery", "go", "before",
    "medicine", "things", "take", "internal", "his", "her", "family", "he", "she", "pediatrics",
    "last", "day", "psychiatry", "better", "sure", "anesthesia", "got", "never", "radiology",
    "two", "its", "dermatology", "anyone", "long", "neurology", "many", "best", "pathology",
    "say", "am", "emergency", "off", "every", "orthopedics", "someone", "point", "ophthalmology",
    "few", "both", "urology", "years", "while", "obstetrics", "since", "always", "gynecology",
    "own", "why", "oncology", "down", "actually", "cardiology", "great", "around", "nephrology",
    "without", "between", "gastroenterology", "though", "might", "hematology", "done", "each",
    "rheumatology", "different", "getting", "endocrinology", "next", "interview", "pulmonary",
    "during", "again", "critical", "least", "already", "care", "help", "new", "fellowship",
    "rest", "thing", "intern", "three", "find", "pgy-1", "another", "hard", "pgy-2", "end", "may",
    "ms1", "part", "says", "ms2", "thought", "using", "ms3", "maybe", "told", "ms4", "kind",
    "such", "md", "put", "us", "pretty", "against", "phd", "under", "enough", "gpa", "whether",
    "everyone", "volunteering", "come", "shadowing", "week", "weeks", "hours", "months", "bit",
    "letters", "recommendation", "personal", "statement", "secondary", "secondaries", "waitlist",
    "waitlisted", "accepted", "rejected", "acceptance", "rejection", "mmi", "virtual",
    "in-person", "traditional", "faculty", "dean", "advisor", "advising", "anki", "deck", "cards",
    "uworld", "amboss", "nbme", "practice", "question", "questions", "passage", "cars", "biochem",
    "physics", "chemistry", "biology", "psych", "section", "retake", "percentile", "cycle",
    "applicants", "applicant", "apply", "applying", "tuition", "loans", "debt", "scholarship",
    "salary", "call", "nights", "burnout", "sleep", "anxiety", "depression", "therapy", "support",
    "friends", "partner", "moving", "housing", "lease", "city", "hospital", "clinic", "ward",
    "rounds", "notes", "charting", "presentation", "feedback", "evaluation", "evaluations",
    "honors", "pass", "fail", "grade", "grading", "preclinical", "curriculum", "lecture",
    "lectures", "lab", "dissection", "histology", "physiology", "anatomy", "pharmacology",
    "microbiology", "immunology", "genetics", "statistics", "biostatistics", "ethics", "consent",
    "diagnosis", "differential", "treatment", "antibiotic", "insulin", "beta-blocker", "steroid",
    "aspirin", "heparin", "sepsis", "pneumonia", "diabetes", "hypertension", "asthma", "copd",
    "stroke", "trauma", "sutures", "intubation", "ultrasound", "ct", "mri", "x-ray", "ekg",
    "labs", "sodium", "potassium", "creatinine", "troponin", "covid-19", "step-1", "step-2",
    "vaccine", "publication", "abstract", "poster", "mentor", "lor", "nrmp", "eras", "amcas",
    "aacomas", "tmdsas", "caribbean", "osteopathic", "allopathic", "signal", "signals", "rank",
    "ranking", "list", "soap", "prelim", "categorical", "transitional",
};
/* clang-format on */

enum {
    generate_words_n = sizeof generate_words / sizeof generate_words[0]
};

#endif
