# SPDX-License-Identifier: Apache-2.0
# triage_compile_rules(VARIABLE folder...)  names one generated header for each folder of rules/: the rules as
# `triage compile --cpp` writes them. Made again when a rule file changes. Test cases are not part of them.
set(TRIAGE_RULES_COMPILER "" CACHE FILEPATH
    "A triage program of this version that runs on the building machine; needed where the build is for another one")

if(NOT TRIAGE_RULES_COMPILER)
  if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
    message(FATAL_ERROR "The built-in rules are compiled by triage itself. Build triage for this machine first, "
                        "and name it: -DTRIAGE_RULES_COMPILER=.../bin/triage")
  endif()
  add_executable(triage_compile_rules "${PROJECT_SOURCE_DIR}/cmake/compile_rules.cpp" $<TARGET_OBJECTS:triage_objects>)
  triage_target_defaults(triage_compile_rules)
  target_link_libraries(triage_compile_rules PRIVATE triage_headers ${triage_private_libraries})
endif()

function(triage_compile_rules result)
  set(generated "")
  foreach(name IN LISTS ARGN)
    set(folder "${PROJECT_SOURCE_DIR}/rules/${name}")
    file(GLOB_RECURSE inputs CONFIGURE_DEPENDS "${folder}/*.yaml" "${folder}/review/*.json")
    list(FILTER inputs EXCLUDE REGEX "/rules/${name}/cases/")
    set(output "${PROJECT_BINARY_DIR}/generated/shipped/${name}.hpp")
    if(TRIAGE_RULES_COMPILER)
      set(command "${TRIAGE_RULES_COMPILER}" compile "${folder}" --cpp -o "${output}")
      set(tool "${TRIAGE_RULES_COMPILER}")
    else()
      set(command triage_compile_rules "${folder}" "${output}")
      set(tool triage_compile_rules)
    endif()
    file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/generated/shipped")
    add_custom_command(
      OUTPUT "${output}"
      COMMAND ${command}
      DEPENDS ${inputs} "${tool}"
      COMMENT "Compiling rules/${name}"
      VERBATIM)
    list(APPEND generated "${output}")
  endforeach()
  set(${result} "${generated}" PARENT_SCOPE)
endfunction()
