import Artifacts
import Glibc

/// A process that leads a session of its own, told from any later one with the same number by when it began.
struct Leader: Hashable, Sendable, CustomStringConvertible {
    /// Its number, and that of its group.
    let process: pid_t
    /// In the kernel's ticks since the machine was started.
    private let began: UInt64

    /// A process that was started just now, and is not taken note of before it is let go here.
    init(process: pid_t) { (self.process, began) = (process, Self.began(process) ?? 0) }

    /// A leader by its ``description``.
    init?(_ description: String) {
        let words = description.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let process = pid_t(words[0]), process > 1, let began = UInt64(words[1])
        else {
            return nil
        }
        (self.process, self.began) = (process, began)
    }

    /// The process and when it began.
    var description: String { "\(process) \(began)" }

    /// Sends its group a signal; called while its number cannot mean another one.
    func kill(by signal: Int32 = SIGKILL) { Glibc.kill(-process, signal) }

    /// Ends its group at once, if it is still there itself: for leaders of long ago, whose number may mean others.
    func killIfThere() {
        if Self.began(process) == began { Glibc.kill(-process, SIGKILL) }
    }

    /// Whether any other process of its group is left, which is looked for among all that run.
    var hasOthers: Bool {
        let all = (try? Files.names(in: "/proc")) ?? []
        return all.compactMap { pid_t($0) }.contains { $0 != process && getpgid($0) == process }
    }

    /// When a process began: the 22nd field of its `stat`, counted behind the name, which may hold anything.
    private static func began(_ process: pid_t) -> UInt64? {
        guard let bytes = try? Files.head(of: "/proc/\(process)/stat", most: 1_024),
            let end = bytes.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = bytes[end...].split(separator: UInt8(ascii: " "))
        return fields.count > 20 ? UInt64(String(decoding: fields[20], as: UTF8.self)) : nil
    }
}
