# doorstep_module(NAME [HOT] LINK a b ...): the static library `platform_kv` from every .cc in its folder (main.cc left out).
# doorstep_test(NAME LINK ...): one GoogleTest program from every *_test.cc in its folder, run by ctest as one test.
# doorstep_program(NAME MAIN file LINK ...): an executable.
# Warnings are per target, so other people's headers never decide whether ours compile.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD AND NOT DOORSTEP_FUZZ)
  add_link_options(-fuse-ld=mold)
endif()

# Compiling is what a fresh clone waits for. The standard headers are read once, and the files of a module are compiled a dozen at a time, so that its
# own headers and templates are gone through once too; two files of a module therefore never give two things one name, not even in anonymous
# namespaces. Whoever changes one file over and over, or wants to know that each includes what it uses, turns it off (-DDOORSTEP_BATCHES=OFF).
option(DOORSTEP_BATCHES "Compile a module's files a dozen at a time, with precompiled standard headers" ON)
set(CMAKE_UNITY_BUILD ${DOORSTEP_BATCHES})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 12)
set(DOORSTEP_STANDARD_HEADERS <algorithm> <array> <deque> <functional> <map> <memory> <optional> <set> <span> <string> <string_view> <tl/expected.hpp>
    <unordered_map> <variant> <vector>)
# Compiled headers are of use to targets with the same options only: there is one for each level of optimisation.
set(DOORSTEP_HEADERS_FROM platform_base)
add_compile_options($<$<CXX_COMPILER_ID:GNU>:--param=ggc-min-heapsize=524288>)  # in KB: the compiler's own housekeeping waits for 512 MB; 7 % less time
add_compile_options(-pthread)  # some libraries ask for it: with it everywhere, all targets have the same macros
function(doorstep_headers target from)
  if(NOT DOORSTEP_BATCHES)
  elseif(target STREQUAL from)
    target_precompile_headers(${target} PRIVATE ${DOORSTEP_STANDARD_HEADERS} ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM ${from})
  endif()
endfunction()

function(doorstep_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
    -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers -Wno-overlength-strings
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>  # gcc 12 sees ghosts in moved variants,
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>             # overlaps in std::string (GCC bug 105651),
    $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread>)  # and copies beyond strings held in them
endfunction()

function(doorstep_module name)
  cmake_parse_arguments(ARG "HOT" "" "LINK;PRIVATE_LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
  if(sources)
    add_library(${name} STATIC ${sources})
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
    if(ARG_HOT)
      target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O2>)
      doorstep_headers(${name} platform_pack)
    elseif(NOT name STREQUAL tests_support)
      doorstep_headers(${name} ${DOORSTEP_HEADERS_FROM})
    endif()
    doorstep_warnings(${name})
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} INTERFACE ${ARG_LINK})
  endif()
endfunction()

function(doorstep_program name)
  cmake_parse_arguments(ARG "" "MAIN" "LINK" ${ARGN})
  add_executable(${name} ${ARG_MAIN})
  target_link_libraries(${name} PRIVATE ${ARG_LINK})
  doorstep_headers(${name} ${DOORSTEP_HEADERS_FROM})
  doorstep_warnings(${name})
endfunction()

function(doorstep_test name)
  cmake_parse_arguments(ARG "" "" "LINK;SOURCES;LABELS" ${ARGN})
  if(NOT ARG_SOURCES)
    file(GLOB ARG_SOURCES CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*_test.cc)
  endif()
  if(NOT ARG_SOURCES)
    return()
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} tests_support GTest::gtest GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE DOORSTEP_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_compile_options(${name} PRIVATE ${DOORSTEP_TEST_OPTIONS})
  doorstep_headers(${name} tests_support)
  doorstep_warnings(${name})
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  if(NOT "not_under_sanitizers" IN_LIST ARG_LABELS)
    add_dependencies(sanitized ${name})
  endif()
  if(ARG_LABELS)
    set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}")
  endif()
endfunction()

# pkg(NAME module): an imported target PkgConfig::NAME, found once.
macro(pkg name module)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET GLOBAL ${module})
endmacro()
