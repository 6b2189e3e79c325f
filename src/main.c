/* SPDX-License-Identifier: MIT
 *
 * main.c -- the one binary. Everything is a subcommand; see src/cli/.
 */
#include <curbside/cli/subcommand.h>

int main(int argc, char **argv)
{
    return cli_main(argc, argv);
}
