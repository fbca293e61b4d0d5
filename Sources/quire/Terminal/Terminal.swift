import Foundation
import Synchronization

/// Where the command line writes: results on stdout, everything about progress on stderr.
enum Terminal {
    /// Why a result could not be printed.
    private static let failure = Mutex<String?>(nil)

    /// Why some result could not be printed; `nil` where all were.
    static var problem: String? { failure.withLock(\.self) }

    /// Prints a result.
    static func print(_ text: String = "") { write(text + "\n", to: .standardOutput) }

    /// Prints something about the run or about a mistake.
    static func diagnose(_ text: String) {
        write(text.hasSuffix("\n") ? text : text + "\n", to: .standardError)
    }

    /// Writes without a line break.
    static func write(_ text: String, to handle: FileHandle) {
        failure.withLock { failure in
            do {
                try handle.write(contentsOf: Data(text.utf8))
            } catch {
                // To say that nothing can be said on stderr, there is no place.
                if handle === FileHandle.standardOutput, failure == nil { failure = String(cString: strerror(errno)) }
            }
        }
    }

    /// Whether progress can be drawn over itself.
    static var isInteractive: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Whether colour is wanted on stderr or stdout.
    static func hasColour(_ descriptor: Int32) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        if environment["NO_COLOR"].map({ !$0.isEmpty }) == true { return false }
        if environment["CLICOLOR_FORCE"].map({ $0 != "0" }) == true { return true }
        return isatty(descriptor) == 1 && environment["TERM"] != "dumb"
    }

    /// Columns of the terminal.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Text of a book or a model, made safe to print: control and escape characters become visible marks.
    static func safe(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    let isBidi =
                        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
                    let isControl =
                        (scalar.value < 0x20 && scalar != "\n" && scalar != "\t")
                        || (0x7F...0x9F).contains(scalar.value)
                    return isControl || isBidi ? "\u{FFFD}" : scalar
                }))
    }
}
