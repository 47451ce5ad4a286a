# Sourced by proofs/run and tests/run: `build_program proofs` (or tests) sees to it that build/
# holds that program as the sources are now: it installs, configures, builds, each only when needed.
# `build_program tests benchmarks` does so for the benchmarks, which need what the tests need.
#
# None of this appears on standard output, which belongs to the program. What the tools say goes to
# build/setup.log and build/build.log, and to standard error when they fail.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
build=$root/build
not_installed=

say() { printf 'pathkernel: %s\n' "$*" >&2; }

# What CMake has noted under the name $1 in build/, or nothing.
cached() { sed -n "s/^$1:[A-Z]*=//p" "$build/CMakeCache.txt" 2>/dev/null || true; }

# Was build/ configured to the end, for this folder at this place, by tools that are still here?
# One that was configured by hand will do as well, with its own options.
configured() {
  local last_written tool
  case $(cached CMAKE_GENERATOR) in
    Ninja) last_written=build.ninja ;;
    'Unix Makefiles') last_written=CMakeFiles/Makefile.cmake ;;
    *) return 1 ;;
  esac
  [[ -f $build/$last_written ]] || return 1
  [[ $(cached CMAKE_HOME_DIRECTORY) -ef $root ]] || return 1
  [[ $(cached CMAKE_CACHEFILE_DIR) -ef $build ]] || return 1
  for tool in CMAKE_COMMAND CMAKE_MAKE_PROGRAM CMAKE_CXX_COMPILER; do
    [[ -x $(cached $tool) ]] || return 1
  done
}

option_for() { tr '[:lower:]' '[:upper:]' <<<"PATHKERNEL_BUILD_$1"; }

# Is it configured, and so that it can build program $1?
ready() {
  configured && [[ $(cached "$(option_for "$1")") == ON ]] &&
    [[ $1 != tests || $(cached Catch2_DIR) != *-NOTFOUND ]]
}

# Does the preprocessor of compiler $1 find condition $2 true?
finds() {
  printf '%s\n' "#if !($2)" '#error' '#endif' | "$1" -std=c++20 -E -x c++ - >/dev/null 2>&1
}

# The first compiler that knows C++20, and knows where its library is.
compiler() {
  local candidate
  for candidate in ${CXX:+"$CXX"} c++ g++ clang++; do
    if finds "$candidate" '__cplusplus >= 202002L && __has_include(<concepts>)'; then
      echo "$candidate"
      return
    fi
  done
}

# The packages for program $1, by Debian's names, of which nothing is found here. Where there is no
# compiler to ask for headers all are named: apt-get passes over those that are installed.
missing() {
  local cxx catch2='__has_include(<catch2/catch.hpp>) || __has_include(<catch2/catch_all.hpp>)'
  cxx=$(compiler)
  command -v cmake >/dev/null || echo cmake
  command -v ninja >/dev/null || echo ninja-build
  [[ -n $cxx ]] || echo g++
  finds "$cxx" '__has_include(<boost/version.hpp>)' || echo libboost-dev
  [[ $("$cxx" -print-file-name=libboost_program_options.so 2>/dev/null) == /* ]] ||
    echo libboost-program-options-dev
  finds "$cxx" '__has_include(<mpfr.h>)' || echo libmpfr-dev
  [[ $1 != tests && $1 != reports ]] || command -v gnuplot >/dev/null || echo gnuplot-nox
  [[ $1 != tests ]] || command -v chromium >/dev/null || echo chromium fonts-dejavu-core
  [[ $1 != tests ]] || finds "$cxx" "$catch2" || echo catch2
  [[ $1 != tests ]] || finds "$cxx" '__has_include(<mpfi.h>)' || echo libmpfi-dev
}

# Installs what is missing, where that is possible. It is no error where it is not: CMake looks in
# more places than `missing`, does without some of it, and has the last word.
install_missing() {
  local as_root=(env)
  not_installed=$(missing "$1" | xargs)
  [[ -n $not_installed ]] && command -v apt-get >/dev/null || return 0
  if ((EUID != 0)); then
    command -v sudo >/dev/null || return 0
    as_root=(sudo env)
  fi
  as_root+=(DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)
  say "installing $not_installed"
  # shellcheck disable=SC2086  # the packages are words
  if {
    "${as_root[@]}" update || true  # a list that is out of reach need not be the one we want
    "${as_root[@]}" install -y --no-install-recommends $not_installed
  } </dev/null >"$build/setup.log" 2>&1; then
    not_installed=
  else
    tail -n 15 "$build/setup.log" >&2
    say "could not install $not_installed; all that was said is in build/setup.log"
  fi
}

configure() {
  local arguments=(-S "$root" -B "$build" -D "$(option_for "$1")=ON")
  if ! configured; then  # half configured, or moved here from elsewhere: start afresh
    (cd "$build" && rm -rf CMakeCache.txt CMakeFiles build.ninja Makefile proofs tests)
    local generator='Unix Makefiles'
    if command -v ninja >/dev/null; then generator=Ninja; fi
    arguments+=(-G "$generator" -D CMAKE_BUILD_TYPE=Release)
    CXX=${CXX:-$(compiler)}
    export CXX
  fi
  cmake "${arguments[@]}" && ready "$1"
}

compile() {
  local target=$1 jobs
  [[ $target != tests ]] || target=all
  jobs=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)}
  cmake --build "$build" --target "$target" --parallel "$jobs"
}

fail() {
  cat "$build/build.log" >&2
  say "$1"
  exit 2
}

# Two builds at a time in one folder would spoil each other's files: one waits for the other.
build_program() {
  mkdir -p "$build"
  {
    if command -v flock >/dev/null && ! flock -w 2 9; then
      say 'waiting for a build that runs already ...'
      flock 9
    fi
    build_locked "$1" "${2:-$1}"
  } 9>"$build/.lock"
}

# For $1 it is configured, $2 is what it builds.
build_locked() {
  local log=$build/build.log note status=0 install=
  : >"$log"
  if ! ready "$1"; then
    install_missing "$1"
    say 'building (the first time takes a few minutes) ...'
    [[ -z $not_installed ]] || install="; install first (by Debian's names): $not_installed"
    configure "$1" >>"$log" 2>&1 || fail "could not configure build/$install"
    [[ $(cached PATHKERNEL_MPFR_INCLUDE_DIR) != *-NOTFOUND ]] ||
      say 'many digits will be slow without MPFR; once libmpfr-dev is installed, remove build/'
    compile "$2" >>"$log" 2>&1 || status=$?
  else  # to find out that nothing has changed takes no 2 seconds
    (sleep 2 >/dev/null 2>&1 9>&- && say 'building ...') &
    note=$!
    compile "$2" >>"$log" 2>&1 || status=$?
    { kill "$note" && wait "$note"; } 2>/dev/null || true
  fi
  ((status == 0)) || fail "could not build $2; above is build/build.log"
}
