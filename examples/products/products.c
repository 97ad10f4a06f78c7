/*
 * A small shop takes over a price list and a list of users.
 *
 *     products "Driver=SQLite3;Database=shop.db"
 *
 * Both lists name some of their rows twice, and both go in two times: first
 * with mode "insert_missing", which leaves alone what is there, so that the
 * first laptop stays; then with mode "upsert", which brings every row up to
 * date, so that the last laptop wins. Run the program again, and nothing
 * changes any more.
 *
 * The connection is the program's own, made by plain ODBC; libupsert borrows
 * it. Without one, give upsert_target a connection string instead.
 */
#include <stdio.h>
#include <stdlib.h>

#include <sql.h>
#include <sqlext.h>

#include <upsert/upsert.h>

/* ------------------------------------------------------------ the lists */

static const struct product {
    const char *name; /* the key */
    const char *description;
    double price;
} products[] = {
    {"laptop", "14 inch, 16 GB", 1299.95},
    {"mouse", "wireless", 24.95},
    {"keyboard", "compact", 49.95},
    {"laptop", "14 inch, 32 GB", 1199.95},
    {"monitor", NULL, 219.95},
    {"keyboard", "compact, backlit", 59.95},
};

static const struct user {
    const char *email; /* email and username together are the key */
    const char *username;
    const char *full_name;
} users[] = {
    {"ana@example.org", "ana", "Ana Souza"},
    {"ana@example.org", "admin", "Ana Souza"},
    {"ben@example.org", "ben", "Ben Okafor"},
    {"ana@example.org", "ana", "Ana Souza Lima"},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const product_columns[] = {"name", "description", "price"};
static const char *const user_columns[] = {"email", "username", "full_name"};

/* ------------------------------------------------------------ libupsert */

/* What goes into which table, and how one row of it is set. */
struct list {
    const char *table;
    const char *key;
    const char *const *columns;
    size_t column_count;
    size_t row_count;
    upsert_status (*set_row)(upsert_session *session, size_t row,
                             upsert_error *error);
};

static upsert_status set_product(upsert_session *session, size_t row,
                                 upsert_error *error)
{
    const struct product *product = &products[row];
    upsert_status status =
        upsert_row_text(session, 0, product->name, UPSERT_NTS, error);

    if (status == UPSERT_OK && product->description == NULL)
        status = upsert_row_null(session, 1, error);
    else if (status == UPSERT_OK)
        status = upsert_row_text(session, 1, product->description, UPSERT_NTS,
                                 error);
    if (status == UPSERT_OK)
        status = upsert_row_double(session, 2, product->price, error);
    return status;
}

static upsert_status set_user(upsert_session *session, size_t row,
                              upsert_error *error)
{
    const struct user *user = &users[row];
    const char *const cells[] = {user->email, user->username, user->full_name};
    upsert_status status = UPSERT_OK;

    for (size_t i = 0; i < COUNT(cells) && status == UPSERT_OK; i++)
        status = upsert_row_text(session, i, cells[i], UPSERT_NTS, error);
    return status;
}

static const struct list product_list = {
    "products",      "name",      product_columns, COUNT(product_columns),
    COUNT(products), set_product,
};
static const struct list user_list = {
    "users",      "email, username", user_columns, COUNT(user_columns),
    COUNT(users), set_user,
};

/* Open a session on the table of a list. */
static upsert_status open_session(SQLHDBC connection, const struct list *list,
                                  const char *mode, upsert_session **session,
                                  upsert_error *error)
{
    const char *const settings[][2] = {
        {"target.table", list->table},
        {"upsert.key", list->key},
        {"upsert.mode", mode},
    };
    const upsert_target target = {.hdbc = connection};
    upsert_options *options = NULL;
    upsert_status status = upsert_options_new(&options, error);

    for (size_t i = 0; i < COUNT(settings) && status == UPSERT_OK; i++)
        status =
            upsert_options_set(options, settings[i][0], settings[i][1], error);
    if (status == UPSERT_OK)
        status = upsert_session_new(&target, options, list->columns,
                                    list->column_count, session, error);
    upsert_options_free(options);
    return status;
}

static void print_count(const char *name, int64_t count)
{
    if (count == UPSERT_COUNT_UNKNOWN)
        printf(" ? %s", name);
    else if (count != 0)
        printf(" %lld %s", (long long)count, name);
}

static void print_counts(const upsert_session *session, const char *table,
                         const char *mode)
{
    upsert_counts counts;

    upsert_session_counts(session, &counts);
    printf("%s, %s:", table, mode);
    print_count("read", counts.rows_read);
    print_count("inserted", counts.inserted);
    print_count("updated", counts.updated);
    print_count("unchanged", counts.unchanged);
    print_count("skipped", counts.skipped);
    print_count("folded", counts.folded);
    printf("\n");
}

/* Put every row of a list into its table, in one transaction. */
static upsert_status put_list(SQLHDBC connection, const struct list *list,
                              const char *mode, upsert_error *error)
{
    upsert_session *session = NULL;
    upsert_status status =
        open_session(connection, list, mode, &session, error);

    for (size_t row = 0; row < list->row_count && status == UPSERT_OK; row++) {
        status = list->set_row(session, row, error);
        if (status == UPSERT_OK)
            status = upsert_row_put(session, error);
    }
    if (status == UPSERT_OK)
        status = upsert_session_commit(session, error);
    if (status == UPSERT_OK)
        print_counts(session, list->table, mode);
    upsert_session_free(session); /* rolls back what was not committed */
    return status;
}

/* ----------------------------------------------------------- plain ODBC */

static int odbc_failed(SQLSMALLINT type, SQLHANDLE handle)
{
    SQLCHAR state[6] = "", text[512] = "";

    SQLGetDiagRec(type, handle, 1, state, NULL, text, sizeof text, NULL);
    fprintf(stderr, "products: %s %s\n", (char *)state, (char *)text);
    return 0;
}

/* Run one statement and print the rows that it returns. */
static int run(SQLHDBC connection, const char *sql)
{
    SQLHSTMT statement = SQL_NULL_HSTMT;
    SQLSMALLINT columns = 0;
    SQLCHAR cell[256];
    SQLLEN length = 0;
    int ok = 1;

    if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, connection, &statement)))
        return odbc_failed(SQL_HANDLE_DBC, connection);
    if (!SQL_SUCCEEDED(SQLExecDirect(statement, (SQLCHAR *)sql, SQL_NTS)))
        ok = odbc_failed(SQL_HANDLE_STMT, statement);
    else
        SQLNumResultCols(statement, &columns);
    while (ok && columns > 0 && SQL_SUCCEEDED(SQLFetch(statement))) {
        for (SQLSMALLINT i = 1; i <= columns; i++) {
            SQLGetData(statement, (SQLUSMALLINT)i, SQL_C_CHAR, cell,
                       sizeof cell, &length);
            printf("%s%s", i == 1 ? "  " : " | ",
                   length == SQL_NULL_DATA ? "NULL" : (char *)cell);
        }
        printf("\n");
    }
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
    return ok;
}

static int create_tables(SQLHDBC connection)
{
    return run(connection, "CREATE TABLE IF NOT EXISTS products ("
                           "name VARCHAR(40) PRIMARY KEY, "
                           "description VARCHAR(200), "
                           "price NUMERIC(10,2))") &&
           run(connection, "CREATE TABLE IF NOT EXISTS users ("
                           "email VARCHAR(200), "
                           "username VARCHAR(40), "
                           "full_name VARCHAR(80), "
                           "PRIMARY KEY (email, username))");
}

/* ---------------------------------------------------------- the program */

/* Put one list in both modes, and print the table after each. */
static int take_over(SQLHDBC connection, const struct list *list,
                     const char *query)
{
    static const char *const modes[] = {"insert_missing", "upsert"};
    upsert_error error = UPSERT_ERROR_INIT;

    for (size_t i = 0; i < COUNT(modes); i++) {
        if (put_list(connection, list, modes[i], &error) != UPSERT_OK) {
            fprintf(stderr, "products: %s\n", error.message);
            return 0;
        }
        if (!run(connection, query))
            return 0;
    }
    return 1;
}

static int work(SQLHDBC connection)
{
    return create_tables(connection) &&
           take_over(connection, &product_list,
                     "SELECT name, price, description FROM products "
                     "ORDER BY name") &&
           take_over(connection, &user_list,
                     "SELECT email, username, full_name FROM users "
                     "ORDER BY email, username");
}

int main(int argc, char **argv)
{
    SQLHENV environment = SQL_NULL_HENV;
    SQLHDBC connection = SQL_NULL_HDBC;
    int ok = 0;

    if (argc != 2) {
        fprintf(stderr, "usage: products CONNECTION-STRING\n");
        return EXIT_FAILURE;
    }
    SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment);
    SQLSetEnvAttr(environment, SQL_ATTR_ODBC_VERSION, (SQLPOINTER)SQL_OV_ODBC3,
                  0);
    SQLAllocHandle(SQL_HANDLE_DBC, environment, &connection);
    if (SQL_SUCCEEDED(SQLDriverConnect(connection, NULL, (SQLCHAR *)argv[1],
                                       SQL_NTS, NULL, 0, NULL,
                                       SQL_DRIVER_NOPROMPT))) {
        ok = work(connection);
        SQLDisconnect(connection);
    } else {
        odbc_failed(SQL_HANDLE_DBC, connection);
    }
    SQLFreeHandle(SQL_HANDLE_DBC, connection);
    SQLFreeHandle(SQL_HANDLE_ENV, environment);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
