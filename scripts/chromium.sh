#!/bin/sh
# Chromium for the browser tests, from Debian's packages; where it cannot be installed those tests are skipped.
if command -v chromium >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null && exit 0
fi
echo "no Chromium here: the browser tests are skipped (install the package chromium to run them)"
