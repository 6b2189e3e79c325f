/* SPDX-License-Identifier: MIT
 *
 * board_image.c -- run once a build: the database of a board that was just made, for ready_board.c.
 * usage: board_image FOLDER    leaves FOLDER/db/board.db
 */
#include <stdlib.h>

#include <curbside/store/db.h>

int main(int argc, char **argv)
{
    AUTO_DB struct db *db = NULL;

    return argc == 2 && db_create(argv[1], &db) == OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
