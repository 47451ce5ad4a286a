# cmake -P: pathkernel as others get it. Builds main.cpp against the installed package, then with
# pathkernel as a folder of the project, and compares what it prints; then does the same with the
# programs that README.md and the pages of docs/ show, and the outputs that they claim.
#
#   build, source        pathkernel's       work    a folder to do it in, emptied first
#   generator, compiler  to build with      mpfr    as pathkernel was configured
cmake_minimum_required(VERSION 3.22)
set(expected "d(u² + u)/du = 7 at u = 3\n")
unset(ENV{DESTDIR})  # or the package would go elsewhere

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY OUTPUT_VARIABLE output)
  set(output "${output}" PARENT_SCOPE)
endfunction()

# The first block of a page that is fenced as `language`.
function(read_page page language result)
  file(READ ${source}/${page} text)
  string(FIND "${text}" "```${language}\n" begin)
  string(LENGTH "```${language}\n" length)
  math(EXPR begin "${begin} + ${length}")
  string(SUBSTRING "${text}" ${begin} -1 text)
  string(FIND "${text}" "```" end)
  string(SUBSTRING "${text}" 0 ${end} text)
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

function(check name program expected)
  run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${work}/${name} -G ${generator}
      -D CMAKE_CXX_COMPILER=${compiler} -D PROGRAM=${program} ${ARGN})
  run(${CMAKE_COMMAND} --build ${work}/${name})
  run(${work}/${name}/consumer)
  if(NOT output STREQUAL expected)
    message(FATAL_ERROR "${name}: the program printed\n${output}\ninstead of\n${expected}")
  endif()
endfunction()

file(REMOVE_RECURSE ${work})
run(${CMAKE_COMMAND} --install ${build} --prefix ${work}/prefix)
set(program ${CMAKE_CURRENT_LIST_DIR}/main.cpp)
check(installed ${program} "${expected}" -D pathkernel_ROOT=${work}/prefix)
check(as_a_folder ${program} "${expected}" -D PATHKERNEL_SOURCE=${source} -D PATHKERNEL_MPFR=${mpfr})

foreach(page README.md docs/models.md docs/kernels.md)
  read_page(${page} cpp program)
  read_page(${page} text output)
  string(MAKE_C_IDENTIFIER ${page} name)
  file(WRITE ${work}/${name}.cpp "${program}")
  check(${name} ${work}/${name}.cpp "${output}" -D pathkernel_ROOT=${work}/prefix)
endforeach()
