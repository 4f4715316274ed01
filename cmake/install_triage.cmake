# SPDX-License-Identifier: Apache-2.0
# cmake --install: headers, library, program, rules, and what find_package and pkg-config need. Two components: `runtime` is what
# a program that is already built needs, `development` what is needed to build one, with docs and examples.
include(CMakePackageConfigHelpers)

set(triage_cmake_dir "${CMAKE_INSTALL_LIBDIR}/cmake/triage")
set(triage_rules_dir "${CMAKE_INSTALL_DATADIR}/triage/rules")

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/triage" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT development)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/rules/" DESTINATION "${triage_rules_dir}" COMPONENT runtime)
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT runtime)
install(FILES "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md" "${PROJECT_SOURCE_DIR}/SECURITY.md"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT development)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs" "${PROJECT_SOURCE_DIR}/examples" DESTINATION "${CMAKE_INSTALL_DOCDIR}"
        COMPONENT development)

# Two exports: who asks for COMPONENTS core needs none of the library's dependencies.
install(TARGETS triage_headers triage_core EXPORT triage_core)
install(EXPORT triage_core NAMESPACE triage:: FILE triageCoreTargets.cmake DESTINATION "${triage_cmake_dir}"
        COMPONENT development)
if(TRIAGE_BUILD_LIBRARY)
  install(
    TARGETS triage
    EXPORT triage_library
    ARCHIVE COMPONENT development
    LIBRARY COMPONENT runtime NAMELINK_COMPONENT development)
  install(EXPORT triage_library NAMESPACE triage:: FILE triageTargets.cmake DESTINATION "${triage_cmake_dir}"
          COMPONENT development)

  # A static library hands its dependencies on; a shared one keeps them.
  get_target_property(type triage TYPE)
  if(type STREQUAL "STATIC_LIBRARY")
    set(triage_requires "Requires")
  else()
    set(triage_requires "Requires.private")
  endif()
  file(RELATIVE_PATH triage_pc_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  configure_file(cmake/triage.pc.in "${PROJECT_BINARY_DIR}/triage.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/triage.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT development)
endif()
if(TRIAGE_BUILD_CLI)
  install(TARGETS triage_cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT runtime)
endif()

configure_package_config_file(cmake/triageConfig.cmake.in "${PROJECT_BINARY_DIR}/triageConfig.cmake"
                              INSTALL_DESTINATION "${triage_cmake_dir}" PATH_VARS triage_rules_dir)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/triageConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/triageConfig.cmake" "${PROJECT_BINARY_DIR}/triageConfigVersion.cmake"
        DESTINATION "${triage_cmake_dir}" COMPONENT development)
