#!/bin/sh
# R with what docs/r.md takes, from Debian's packages; where it cannot be installed its code is not run by the tests.
if command -v Rscript >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq &&
        apt-get install -y -qq --no-install-recommends r-base-core r-cran-dbi r-cran-rsqlite r-cran-jsonlite >/dev/null &&
        exit 0
fi
echo "no R here: the code of docs/r.md is not run (install the packages r-base-core r-cran-rsqlite r-cran-jsonlite to run it)"
