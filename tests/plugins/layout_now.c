#include <upsert/dialect.h>

#define LAYOUT layout_now
#include "layout.inc"
