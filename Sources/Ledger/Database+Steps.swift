import Artifacts
import GRDB
import GRDBSQLite

/// The arguments of one execution of a prepared statement, bound in their order.
///
/// What runs for every unit of work binds and reads by SQLite's own calls: GRDB's arguments and rows, made for
/// convenience, cost several allocations a value.
struct Arguments {
    fileprivate let statement: SQLiteStatement
    fileprivate var index: Int32 = 0

    /// SQLite copies what it is given before the call returns.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    /// Binds the 32 bytes of a digest, or NULL.
    mutating func add(_ digest: Digest?) {
        index += 1
        guard let digest else { return }
        digest.withBytes {
            _ = sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), Arguments.copied)
        }
    }

    /// Binds bytes; an empty list is an empty blob, not NULL.
    mutating func add(_ bytes: [UInt8]?) {
        index += 1
        guard let bytes else { return }
        if bytes.isEmpty { sqlite3_bind_zeroblob(statement, index, 0) }
        bytes.withUnsafeBytes {
            guard let start = $0.baseAddress, $0.count > 0 else { return }
            _ = sqlite3_bind_blob64(statement, index, start, UInt64($0.count), Arguments.copied)
        }
    }

    /// Binds a text.
    mutating func add(_ text: String) {
        index += 1
        var text = text
        text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) {
                // An empty text may have no address, which SQLite would take for NULL.
                if let start = $0.baseAddress, $0.count > 0 {
                    _ = sqlite3_bind_text64(
                        statement, index, start, UInt64($0.count), Arguments.copied, UInt8(SQLITE_UTF8))
                } else {
                    _ = sqlite3_bind_text(statement, index, "", 0, Arguments.copied)
                }
            }
        }
    }

    /// Binds a whole number, or NULL.
    mutating func add(_ number: Int64?) {
        index += 1
        if let number { sqlite3_bind_int64(statement, index, number) }
    }

    /// Binds a number.
    mutating func add(_ number: Double) {
        index += 1
        sqlite3_bind_double(statement, index, number)
    }
}

/// The row that a statement stands at; valid until its next step.
struct CurrentRow {
    fileprivate let statement: SQLiteStatement

    /// A column's bytes, where they lie; none for NULL.
    func withBytes<R>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        let start = sqlite3_column_blob(statement, Int32(column))
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    /// A digest.
    /// - Throws: `LedgerError` of damage where the column is anything else.
    func digest(_ column: Int) throws -> Digest {
        try withBytes(column) {
            guard $0.count == Digest.byteCount else {
                throw LedgerError.damage("a digest is not 32 bytes")
            }
            return Digest(raw: $0)
        }
    }

    /// Whether a column is NULL.
    func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

    /// A whole number; 0 for NULL.
    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(statement, Int32(column)) }

    /// A text; empty for NULL.
    func text(_ column: Int) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }

    /// Whether a column is this text, compared without making one.
    func isText(_ text: String, _ column: Int) -> Bool { withBytes(column) { $0.elementsEqual(text.utf8) } }
}

extension Database {
    /// Runs a statement to its end, with each of its rows given to `row`.
    ///
    /// - Throws: `DatabaseError`; what `row` throws, and the statement ends there.
    func step(
        _ sql: String, bind: (inout Arguments) -> Void = { _ in },
        row: (CurrentRow) throws -> Void = { _ in }
    ) throws {
        let prepared = try cachedStatement(sql: sql)
        let statement = prepared.sqliteStatement
        var arguments = Arguments(statement: statement)
        bind(&arguments)
        defer {
            // A statement that is not reset goes on to hold its read lock.
            sqlite3_reset(statement)
            if arguments.index > 0 { sqlite3_clear_bindings(statement) }
        }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_DONE: return
            case SQLITE_ROW: try row(CurrentRow(statement: statement))
            case let code:
                throw DatabaseError(
                    resultCode: ResultCode(rawValue: code),
                    message: String(cString: sqlite3_errmsg(sqliteConnection)), sql: sql)
            }
        }
    }
}
