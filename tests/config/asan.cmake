# cmake -C tests/config/asan.cmake -B build/asan: AddressSanitizer, UBSan and the libFuzzer targets, with clang.
set(CMAKE_CXX_COMPILER clang++ CACHE STRING "")
set(CMAKE_C_COMPILER clang CACHE STRING "")
set(CMAKE_BUILD_TYPE None CACHE STRING "")
# Compiling is what this build costs. A null pointer ends the program under AddressSanitizer anyway, and the checks of objects' sizes and types cost
# a quarter of the compiler's time, so those of UBSan are left out; tests themselves are compiled without optimising (tests/CMakeLists.txt).
set(CMAKE_CXX_FLAGS "-O1 -gline-tables-only -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize=null,object-size,vptr -fno-sanitize-recover=undefined" CACHE STRING "")
set(CMAKE_C_FLAGS "${CMAKE_CXX_FLAGS}" CACHE STRING "")
set(DOORSTEP_FUZZ ON CACHE BOOL "")
