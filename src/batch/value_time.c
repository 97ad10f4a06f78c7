#include <string.h>

#include "batch/value_forms.h"

enum {
    DATE_LENGTH = 10, /* YYYY-MM-DD */
    TIME_LENGTH = 8,  /* HH:MM:SS */
    FRACTION_MAXIMUM = 12,
    OFFSET_MAXIMUM = 14 * 60, /* minutes: what every database takes */
    DAY = 24 * 60             /* minutes */
};

/* What is left to be read. */
typedef struct reader {
    const char *p, *end;
} reader;

typedef struct moment {
    int year, month, day;
    int hour, minute, second;
    const char *fraction; /* without zeros behind */
    size_t fraction_length;
} moment;

static bool read_digits(reader *r, int count, int *value)
{
    *value = 0;
    for (; count > 0; count--, r->p++) {
        if (r->p == r->end || *r->p < '0' || *r->p > '9')
            return false;
        *value = *value * 10 + (*r->p - '0');
    }
    return true;
}

static bool read_char(reader *r, char c)
{
    if (r->p == r->end || *r->p != c)
        return false;
    r->p++;
    return true;
}

int up_days_of_month(int year, int month)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return DAYS[month - 1] + (month == 2 && leap);
}

static bool read_date(reader *r, moment *m)
{
    return read_digits(r, 4, &m->year) && read_char(r, '-') &&
           read_digits(r, 2, &m->month) && read_char(r, '-') &&
           read_digits(r, 2, &m->day) && m->year >= 1 && m->month >= 1 &&
           m->month <= 12 && m->day >= 1 &&
           m->day <= up_days_of_month(m->year, m->month);
}

/* A database rounds what has more digits than it keeps. */
static bool read_fraction(reader *r, size_t limit, moment *m)
{
    if (!read_char(r, '.'))
        return true;
    m->fraction = r->p;
    while (r->p < r->end && *r->p >= '0' && *r->p <= '9')
        r->p++;
    m->fraction_length = (size_t)(r->p - m->fraction);
    if (m->fraction_length == 0)
        return false;
    while (m->fraction_length && m->fraction[m->fraction_length - 1] == '0')
        m->fraction_length--;
    return m->fraction_length <= limit &&
           m->fraction_length <= FRACTION_MAXIMUM;
}

static bool read_time(reader *r, size_t limit, moment *m)
{
    return read_digits(r, 2, &m->hour) && read_char(r, ':') &&
           read_digits(r, 2, &m->minute) && read_char(r, ':') &&
           read_digits(r, 2, &m->second) && m->hour < 24 && m->minute < 60 &&
           m->second < 60 && read_fraction(r, limit, m);
}

/* A date alone is midnight. */
static bool read_timestamp(reader *r, size_t limit, moment *m)
{
    if (!read_date(r, m))
        return false;
    if (r->p == r->end)
        return true;
    return (read_char(r, ' ') || read_char(r, 'T')) && read_time(r, limit, m);
}

/* Z, +hh, +hhmm or +hh:mm, in minutes. */
static bool read_offset(reader *r, int *offset)
{
    int hours, minutes = 0;
    *offset = 0;
    if (read_char(r, 'Z'))
        return true;
    bool west = read_char(r, '-');
    if ((!west && !read_char(r, '+')) || !read_digits(r, 2, &hours))
        return false;
    if (r->p < r->end) {
        read_char(r, ':');
        if (!read_digits(r, 2, &minutes))
            return false;
    }
    *offset = (hours * 60 + minutes) * (west ? -1 : 1);
    return minutes < 60 && hours * 60 + minutes <= OFFSET_MAXIMUM;
}

static void next_day(moment *m)
{
    if (++m->day <= up_days_of_month(m->year, m->month))
        return;
    m->day = 1;
    if (++m->month <= 12)
        return;
    m->month = 1;
    m->year++;
}

static void day_before(moment *m)
{
    if (--m->day >= 1)
        return;
    if (--m->month < 1) {
        m->month = 12;
        m->year--;
    }
    m->day = up_days_of_month(m->year, m->month);
}

/* @return false when that is in no year of four digits. */
static bool move_to_utc(moment *m, int offset)
{
    int minutes = m->hour * 60 + m->minute - offset;
    if (minutes < 0)
        day_before(m);
    else if (minutes >= DAY)
        next_day(m);
    minutes = (minutes + DAY) % DAY;
    m->hour = minutes / 60;
    m->minute = minutes % 60;
    return m->year >= 1 && m->year <= 9999;
}

static char *write_digits(char *p, int count, int value)
{
    for (int i = count - 1; i >= 0; i--, value /= 10)
        p[i] = (char)('0' + value % 10);
    return p + count;
}

static char *write_date(char *p, const moment *m)
{
    p = write_digits(p, 4, m->year);
    *p++ = '-';
    p = write_digits(p, 2, m->month);
    *p++ = '-';
    return write_digits(p, 2, m->day);
}

static char *write_time(char *p, const moment *m)
{
    p = write_digits(p, 2, m->hour);
    *p++ = ':';
    p = write_digits(p, 2, m->minute);
    *p++ = ':';
    p = write_digits(p, 2, m->second);
    if (m->fraction_length == 0)
        return p;
    *p++ = '.';
    memcpy(p, m->fraction, m->fraction_length);
    return p + m->fraction_length;
}

static bool read_moment(const up_value_type *type, reader *r, moment *m)
{
    int offset;
    switch (type->type) {
    case UPSERT_TYPE_DATE:
        return read_date(r, m);
    case UPSERT_TYPE_TIME:
        return read_time(r, type->limit, m);
    case UPSERT_TYPE_TIMESTAMP:
        return read_timestamp(r, type->limit, m);
    default:
        return read_timestamp(r, type->limit, m) && read_offset(r, &offset) &&
               move_to_utc(m, offset);
    }
}

size_t up_time_read(const up_value_type *type, up_cell cell,
                    char text[UP_TIME_SIZE])
{
    reader r = {cell.data, cell.data + cell.length};
    moment m = {0};
    char *p = text;
    if (cell.kind != UP_CELL_TEXT || !read_moment(type, &r, &m) || r.p != r.end)
        return 0;
    if (type->type != UPSERT_TYPE_TIME)
        p = write_date(p, &m);
    if (type->type == UPSERT_TYPE_DATE)
        return (size_t)(p - text);
    if (type->type != UPSERT_TYPE_TIME)
        *p++ = ' ';
    return (size_t)(write_time(p, &m) - text);
}
