#include "batch/seen.h"
#include "base/error.h"
upsert_status up_seen_new(size_t memory, up_seen **seen, upsert_error *error){(void)memory;*seen=NULL;return up_error_memory(error);}
void up_seen_free(up_seen *seen){(void)seen;}
upsert_status up_seen_add(up_seen *seen, const void *key, size_t length,int64_t row, int64_t *before, upsert_error *error){(void)seen;(void)key;(void)length;(void)row;*before=0;return up_error_memory(error);}
