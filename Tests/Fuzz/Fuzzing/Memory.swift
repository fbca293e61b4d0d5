import Foundation

/// What one input takes of this process's memory, at its most.
struct Memory {
    /// MB that the process has before.
    private let before: Int

    /// Begins to count.
    ///
    /// - Parameter isTidied: whether what earlier inputs left to be used again is given back first.
    init(isTidied: Bool) {
        if isTidied { _ = Self.tidy?(0) }
        // The kernel's count of the most so far begins anew.
        if let file = fopen("/proc/self/clear_refs", "w") {
            fputs("5", file)
            fclose(file)
        }
        before = Self.megabytes("VmRSS:")
    }

    /// MB that it has had at most since then, beyond those before.
    var takenMegabytes: Int { max(0, Self.megabytes("VmHWM:") - before) }

    /// `malloc_trim`, which Glibc has and its module does not show.
    private static let tidy = dlsym(nil, "malloc_trim").map {
        unsafeBitCast($0, to: (@convention(c) (Int) -> Int32).self)
    }

    private static func megabytes(_ name: String) -> Int {
        guard let data = FileManager.default.contents(atPath: "/proc/self/status") else { return 0 }
        for line in data.split(separator: UInt8(ascii: "\n")) where line.starts(with: name.utf8) {
            let digits = line.filter { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            return (Int(String(decoding: digits, as: UTF8.self)) ?? 0) / 1024
        }
        return 0
    }
}
