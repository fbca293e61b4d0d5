import Artifacts
import GRDB
import Glibc

/// The database refused.
package struct LedgerError: Error, Hashable, CustomStringConvertible {
    /// SQLite's reason.
    package var message: String
    /// Whether the file itself is damaged, so that it must be put aside.
    package var isDamage: Bool
    /// Whether the disk has no room.
    package var isFull = false
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

    private static func full(_ message: String) -> LedgerError {
        LedgerError(
            message: message, isDamage: false, isFull: true,
            advice: "free some space, and the same command goes on")
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
        // Where all may be written, it is the file itself that forbids it.
        case .SQLITE_READONLY where Self.mayBeWritten(path):
            self = .damage("\(path) is damaged (\(reason))")
        case .SQLITE_FULL:
            self = .full("\(path) cannot be written (\(reason))")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                message: "\(path) is held by another program (\(reason))", isDamage: false,
                advice: "end that program, and the same command goes on")
        case .SQLITE_CANTOPEN where path.utf8.count > LedgerError.longestPath:
            self.init(
                message: "\(path) cannot be opened (its path is longer than SQLite takes)", isDamage: false,
                advice: "name another folder with --artifacts")
        default: self = Self.starved(reason, path: path)
        }
    }

    /// The file, its folder and the logs beside it, as far as they are there, may all be written.
    private static func mayBeWritten(_ path: String) -> Bool {
        func denies(_ path: String) -> Bool { access(path, W_OK) != 0 && errno != ENOENT }
        return ![path, folder(of: path), path + "-wal", path + "-shm"].contains(where: denies)
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? "."
    }

    /// SQLite's own words for a file that it cannot use do not say why: the file system may.
    private static func starved(_ reason: String, path: String) -> LedgerError {
        var disk = statvfs()
        let isKnown = statvfs(folder(of: path), &disk) == 0
        let isFull = isKnown && (disk.f_bavail < 16 || disk.f_files > 0 && disk.f_favail == 0)
        if isFull {
            return .full("\(path) cannot be written (its disk is full: \(reason))")
        }
        if !mayBeWritten(path) {
            return LedgerError(
                message: "\(path) cannot be written (\(reason))", isDamage: false,
                advice: "see who may write it and the folder it is in, or name another one with --artifacts")
        }
        return LedgerError(
            message: "\(path) cannot be read or written (\(reason))", isDamage: false,
            advice: "see whether its disk is sound, and what the limits on open files and on their size are "
                + "(ulimit -n, -f)")
    }

    /// SQLite takes 512 bytes, the names of its log files included.
    private static let longestPath = 500
}
