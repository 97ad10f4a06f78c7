#include "abi1/dialect_v1.h"

#define LAYOUT layout_v1
#include "layout.inc"
