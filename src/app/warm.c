/* SPDX-License-Identifier: MIT
 *
 * warm.c -- what the listener loads once so that every child shares it.
 */
#include <locale.h>
#include <time.h>

#include <curbside/app/app.h>
#include <curbside/base/crypto.h>
#include <curbside/base/log.h>
#include <curbside/store/db.h>

void app_warm(void *ctx)
{
    (void)ctx;
    /* ncurses writes wide characters as the locale says; the rest of the program knows UTF-8 by
     * itself and must not have numbers or messages translated. */
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        log_line(LOG_WARNING, "the locale C.UTF-8 is missing; lines are drawn in ASCII");
    tzset();
    if (crypto_init() != OK || db_init() != OK)
        log_line(LOG_ERROR, "the libraries for secrets or storage did not start");
}
