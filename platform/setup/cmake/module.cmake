# doorstep_module(NAME LINK a b ...): the static library `platform_kv` from every .cc in its folder (main.cc left out).
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

function(doorstep_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
    -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>  # gcc 12 sees ghosts in moved variants,
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)            # and overlaps in std::string (GCC bug 105651)
endfunction()

function(doorstep_module name)
  cmake_parse_arguments(ARG "" "" "LINK;PRIVATE_LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
  if(sources)
    add_library(${name} STATIC ${sources})
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
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
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)  # a third of the time to compile, and tests run in a moment anyway
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
