#!/bin/sh
# Installs what the tests need and a fresh Debian lacks: MariaDB for the second
# database and Galera with rsync for a cluster of it, Chromium and Chinese fonts for the browser tests,
# LibreOffice and poppler for those that open what the program writes for Word.
set -eu
missing=
command -v mariadbd >/dev/null || missing="$missing mariadb-server"
[ -e /usr/lib/galera/libgalera_smm.so ] || missing="$missing galera-4"
command -v rsync >/dev/null || missing="$missing rsync"
command -v chromium >/dev/null || missing="$missing chromium"
command -v soffice >/dev/null || missing="$missing libreoffice-writer-nogui"
command -v pdftotext >/dev/null || missing="$missing poppler-utils"
[ -d /usr/share/fonts/opentype/noto ] || missing="$missing fonts-noto-cjk"
[ -z "$missing" ] && exit 0
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
$as_root apt-get update -qq
# shellcheck disable=SC2086 # the list is words
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
