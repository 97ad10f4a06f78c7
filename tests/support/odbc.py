"""Just enough ODBC for a test's own questions: SQL in, rows of text out."""

import ctypes
import ctypes.util

_odbc = ctypes.CDLL("libodbc.so.2")
_ENV, _DBC, _STMT = 1, 2, 3
_NULL, _NTS, _CHAR, _NO_DATA = -1, -3, 1, 100


class Error(Exception):
    """What the driver said."""


def _handle(kind, parent):
    handle = ctypes.c_void_p()
    if _odbc.SQLAllocHandle(kind, parent, ctypes.byref(handle)) not in (0, 1):
        raise Error("no handle")
    return handle


def _check(code, kind, handle):
    if code in (0, 1, _NO_DATA):
        return
    state = ctypes.create_string_buffer(6)
    text = ctypes.create_string_buffer(1024)
    native, length = ctypes.c_int(), ctypes.c_short()
    _odbc.SQLGetDiagRec(kind, handle, 1, state, ctypes.byref(native), text,
                        1023, ctypes.byref(length))
    raise Error(f"{text.value.decode(errors='replace')} "
                f"({state.value.decode()}, {native.value})")


class Connection:
    """A connection in autocommit mode."""

    def __init__(self, string):
        self._env = _handle(_ENV, None)
        _odbc.SQLSetEnvAttr(self._env, 200, ctypes.c_void_p(3), 0)
        self._dbc = _handle(_DBC, self._env)
        code = _odbc.SQLDriverConnect(self._dbc, None, string.encode(), _NTS,
                                      None, 0, None, 0)
        _check(code, _DBC, self._dbc)

    def close(self):
        _odbc.SQLDisconnect(self._dbc)
        _odbc.SQLFreeHandle(_DBC, self._dbc)
        _odbc.SQLFreeHandle(_ENV, self._env)

    def _cell(self, statement, column):
        text = ctypes.create_string_buffer(65536)
        length = ctypes.c_ssize_t()
        code = _odbc.SQLGetData(statement, column, _CHAR, text, len(text),
                                ctypes.byref(length))
        _check(code, _STMT, statement)
        return None if length.value == _NULL else text.value.decode()

    def run(self, sql):
        """Run a statement. Return its rows; [] where it has none."""
        statement = _handle(_STMT, self._dbc)
        rows = []
        try:
            code = _odbc.SQLExecDirect(statement, sql.encode(), _NTS)
            _check(code, _STMT, statement)
            columns = ctypes.c_short()
            _odbc.SQLNumResultCols(statement, ctypes.byref(columns))
            while columns.value:
                code = _odbc.SQLFetch(statement)
                _check(code, _STMT, statement)
                if code == _NO_DATA:
                    break
                rows.append([self._cell(statement, 1 + i)
                             for i in range(columns.value)])
        finally:
            _odbc.SQLFreeHandle(_STMT, statement)
        return rows
