import Artifacts
import GRDB
import Glibc

/// The database refused.
package struct LedgerError: Error, Hashable, CustomStringConvertible {
    /// SQLite's reason.
    package var message: String
    /// Whether the file itself is damaged, so that it must be put aside.
    package var isDamage: Bool
    /// What would help; nil where nothing is known to.
    package var advice: String?

    /// The sentence that is printed for it.
    package var description: String { "ledger: " + message + (advice.map { ": " + $0 } ?? "") }

    /// The file says something that cannot be.
    static func damage(_ message: String) -> LedgerError {
        LedgerError(
            message: message, isDamage: true,
            advice: "the same command again puts it right, and does again what was recorded there only")
    }

    /// A ledger that a later version of Quire wrote.
    static func newer(_ path: String) -> LedgerError {
        LedgerError(
            message: "\(path) was made by a newer version of quire", isDamage: false,
            advice: "use that version, or another folder with --artifacts")
    }

    /// Runs `body` on the file at `path` and turns GRDB's errors into this one.
    static func translating<T>(_ path: String, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw LedgerError(error, path: path)
        } catch let error as RowDecodingError {
            throw damage("\(path) holds a value of another type than it should (\(error))")
        }
    }

}

extension LedgerError {
    private init(_ error: DatabaseError, path: String) {
        let reason = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        // The last two, because neither the rows nor the queries of this program break the tables' own rules.
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CONSTRAINT, .SQLITE_ERROR:
            self = .damage("\(path) is damaged (\(reason))")
        case .SQLITE_READONLY where access(path, W_OK) == 0:
            self = .damage("\(path) is damaged (\(reason))")
        case .SQLITE_FULL:
            self.init(
                message: "\(path) cannot be written (\(reason))", isDamage: false,
                advice: "free some space, and the same command goes on")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                message: "\(path) is held by another program (\(reason))", isDamage: false,
                advice: "end that program, and the same command goes on")
        case .SQLITE_CANTOPEN where path.utf8.count > LedgerError.longestPath:
            self.init(
                message: "\(path) cannot be opened (its path is longer than SQLite takes)", isDamage: false,
                advice: "name another folder with --artifacts")
        default:
            self.init(
                message: "\(path) cannot be read or written (\(reason))", isDamage: false,
                advice:
                    "see who owns it, whether its disk is full or read-only, and what the limits on open files "
                    + "and on their size are (ulimit -n, -f)")
        }
    }

    /// SQLite takes 512 bytes, the names of its log files included.
    private static let longestPath = 500
}
