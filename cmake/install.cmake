# Where everything goes, and how others find it: by the CMake package "upsert"
# or by pkg-config.
include(CMakePackageConfigHelpers)

set(UPSERT_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/upsert)

set_target_properties(upsert_shared PROPERTIES EXPORT_NAME upsert)

install(TARGETS upsert)
install(TARGETS upsert_shared EXPORT upsertTargets)
install(TARGETS upsert_static EXPORT upsertStaticTargets)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/upsert
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/CHANGELOG.md
    DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The CMake package. The static library's targets stand apart, since only they
# need the libraries below libupsert.
install(EXPORT upsertTargets NAMESPACE upsert::
    DESTINATION ${UPSERT_PACKAGE_DIR})
install(EXPORT upsertStaticTargets NAMESPACE upsert::
    DESTINATION ${UPSERT_PACKAGE_DIR})
configure_package_config_file(
    ${CMAKE_CURRENT_LIST_DIR}/upsertConfig.cmake.in
    ${PROJECT_BINARY_DIR}/upsertConfig.cmake
    INSTALL_DESTINATION ${UPSERT_PACKAGE_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/upsertConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/upsertConfig.cmake
              ${PROJECT_BINARY_DIR}/upsertConfigVersion.cmake
    DESTINATION ${UPSERT_PACKAGE_DIR})

# pkg-config. The prefix is found from where the file lies, so that the whole
# installation can be moved.
cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_LIBDIR BASE_DIRECTORY /prefix
    OUTPUT_VARIABLE UPSERT_PC_PREFIX)
file(RELATIVE_PATH UPSERT_PC_PREFIX ${UPSERT_PC_PREFIX}/pkgconfig /prefix)
configure_file(${CMAKE_CURRENT_LIST_DIR}/upsert.pc.in
    ${PROJECT_BINARY_DIR}/upsert.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/upsert.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
