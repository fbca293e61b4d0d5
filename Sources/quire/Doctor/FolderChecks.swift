import Engine
import Foundation
import Stages

/// Whether the artifacts folder can hold what quire keeps there; tried on real files, which are removed again.
struct FolderChecks {
    /// The artifacts folder, which need not exist.
    let folder: String

    /// Every check of the artifacts folder.
    func all() -> [Check] {
        let place = existing
        let probe = "\(place)/.quire-doctor-\(ProcessInfo.processInfo.processIdentifier)"
        do {
            try Files.makeFolder(probe)
        } catch {
            return [
                .fail(
                    "write", "nothing can be written in \(place): \(error)",
                    "get the right to write there (chmod, chown), or name another folder with --artifacts"),
                space(place),
            ]
        }
        defer { try? FileManager.default.removeItem(atPath: probe) }
        return [written(probe, in: place), renamed(probe), locked(probe), space(place), clock(probe)]
    }

    /// The folder, or the nearest one above it that is there.
    private var existing: String {
        var url = URL(fileURLWithPath: folder).standardizedFileURL
        while !FileManager.default.fileExists(atPath: url.path), url.path != "/" {
            url.deleteLastPathComponent()
        }
        return url.path
    }

    private func written(_ probe: String, in place: String) -> Check {
        let bytes = [UInt8]("quire".utf8)
        do {
            try Files.write(bytes, to: probe + "/file")
            try Files.synchronize(probe + "/file")
            guard try Files.read(probe + "/file") == bytes else {
                return .fail(
                    "write", "a file in \(place) reads otherwise than it was written", "use another disk")
            }
            let isThere = FileManager.default.fileExists(atPath: folder)
            return .ok("write", isThere ? folder : "\(folder) is not there yet; \(place) can be written")
        } catch {
            return .fail("write", "\(error)", "free some space, or name another folder with --artifacts")
        }
    }

    /// A file must take another's place at once, with the other still open.
    private func renamed(_ probe: String) -> Check {
        do {
            try Files.write([1], to: probe + "/old")
            try Files.write([2], to: probe + "/new")
            let open = FileHandle(forReadingAtPath: probe + "/old")
            defer { try? open?.close() }
            try Files.rename(probe + "/new", to: probe + "/old")
            guard try Files.read(probe + "/old") == [2] else {
                return .fail("rename", "a file was renamed over another, and the other is still read", advice)
            }
            return .ok("rename", "atomic")
        } catch {
            return .fail("rename", "\(error)", advice)
        }
    }

    /// Two openings of one file must exclude each other.
    private func locked(_ probe: String) -> Check {
        do {
            let (one, other) = (try LockFile(path: probe + "/locks"), try LockFile(path: probe + "/locks"))
            guard try one.tryLock(0) else {
                return .fail("locks", "a lock that nobody has could not be taken", advice)
            }
            guard try !other.tryLock(0) else {
                return .fail("locks", "two processes would get the same lock", advice)
            }
            one.unlock(0)
            guard try other.tryLock(0) else {
                return .fail("locks", "a lock that was let go stays taken", advice)
            }
            return .ok("locks", "open file description locks work")
        } catch {
            return .fail("locks", "\(error)", advice)
        }
    }

    private func space(_ place: String) -> Check {
        var status = statvfs()
        guard statvfs(place, &status) == 0 else {
            return .warn("disk", "the free space of \(place) cannot be read", "see to it that a GB is free")
        }
        let free = Double(status.f_bavail) * Double(status.f_frsize) / 1_073_741_824
        let finding = "\(String(format: "%.1f", free)) GB free at \(place)"
        if free < 0.05 {
            return .fail("disk", finding, "free some space, or name another folder with --artifacts")
        }
        if free < 1 {
            return .warn("disk", finding, "a run on novels keeps some hundred MB: free some space")
        }
        return .ok("disk", finding)
    }

    /// The clock must be sane, and the file system's the same: keys never hold times, but records do.
    private func clock(_ probe: String) -> Check {
        let now = Date().timeIntervalSince1970
        let time = Figures.time(now, zone: .current)
        guard now > 1_735_689_600 else {
            return .warn("clock", "it says \(time)", "set the clock: records of runs will have wrong times")
        }
        if let stamp = FileStamp(path: probe + "/file"), abs(Double(stamp.modified) / 1e9 - now) > 60 {
            let drift = Figures.duration(abs(Double(stamp.modified) / 1e9 - now))
            return .warn(
                "clock", "the file system's clock is \(drift) off this machine's",
                "synchronise both (NTP), or changed files may be taken for unchanged ones")
        }
        return .ok("clock", time)
    }

    private var advice: String {
        "this file system cannot hold artifacts safely (a network or container mount?): name a folder on a local disk "
            + "with --artifacts"
    }
}
