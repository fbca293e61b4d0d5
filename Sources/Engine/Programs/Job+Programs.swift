import Artifacts
import Glibc

extension Job {
    /// Runs a program in a new folder of its own with these files, and gives what `result` makes of what it left there.
    ///
    /// Its standard input is empty; the last lines that it writes to its standard output and error go into the unit's log. It
    /// leads a session of its own. When the run is stopped or the stage's time is over, it and what it started are told to
    /// end (SIGTERM), and ten seconds later killed; what it leaves running when it ends by itself is killed at once.
    ///
    /// - Parameters:
    ///   - files: what the folder holds when it starts, by name.
    ///   - keeps: whether the program's files are its own to change, and it has a folder `checkpoint`, whose content an
    ///     attempt that was interrupted leaves to the next.
    ///   - watch: called about once a second while it runs, and once when it has ended, with the folder.
    /// - Throws: `ProgramFailure` when it cannot be started, or ends with another exit code than 0 (75 means that
    ///   trying again may help, as after any failure of the machine); `Interrupted`; `CancellationError`; `FileError`.
    package func run<Result>(
        _ program: Program, files: [String: [UInt8]], keeps: Bool = false,
        watch: (@Sendable (String) -> Void)? = nil, result: (ProgramFolder) throws -> Result
    ) async throws -> Result {
        let folder = try engine.programs.begin(program, owns: keeps)
        defer { engine.programs.end(folder) }
        if keeps { try Files.link(Files.absolute(checkpointFolder()), at: "\(folder)/checkpoint") }
        for (path, bytes) in files { try Files.write(bytes, to: "\(folder)/\(path)") }
        let log = "\(folder)/.log"
        let status: ProgramProcess.Ending
        do {
            status = try await started(program, in: folder, log: log, watch: watch)
        } catch {
            for line in lastLines(of: log, in: folder) { note(line) }
            throw error
        }
        watch?(folder)
        let lines = lastLines(of: log, in: folder)
        for line in lines { note(line) }
        let left = ProgramFolder(path: folder, program: program, lastLines: Array(lines.suffix(5)))
        switch status {
        case .exited(0): return try result(left)
        case .exited(let code):
            var failure = left.failure("ended with exit code \(code)")
            // EX_TEMPFAIL of <sysexits.h>.
            if code == 75 { failure.fault = .infrastructure }
            throw failure
        case .signaled(let signal):
            throw left.failure("was ended by signal \(signal)")
        }
    }

    /// Starts a program and awaits its end.
    private func started(
        _ program: Program, in folder: String, log: String, watch: (@Sendable (String) -> Void)?
    ) async throws -> ProgramProcess.Ending {
        try checkStop()
        let name = program.argv.first ?? ""
        var path: String? = name
        if !name.contains("/") {
            path = engine.programs.command(name)
        } else if !name.hasPrefix("/") {
            path = "\(folder)/\(name)"
        }
        guard let path else { throw ProgramFailure(program: program.name, problem: "is not there") }
        let process: ProgramProcess
        do {
            process = try ProgramProcess(
                path, Array(program.argv.dropFirst()), in: folder, log: log, of: engine.programs)
        } catch let error as FileError {
            // A machine that has no room for one more process may have some later.
            let isUsers = [ENOENT, ENOTDIR, EACCES, ENOEXEC, EISDIR].contains(error.code)
            throw ProgramFailure(
                program: program.name, problem: "cannot be started: \(error)",
                fault: isUsers ? .user : .infrastructure)
        }
        let watching = watch.map { watch in
            Task(executorPreference: engine.executor) {
                while (try? await Task.sleep(for: .seconds(1))) != nil { watch(folder) }
            }
        }
        let ending = await withTaskCancellationHandler {
            engine.stopSignal.whileWatched(by: process.tell) { engine.executor.whileWaiting(process.end) }
        } onCancel: {
            process.tell()
        }
        watching?.cancel()
        await watching?.value
        // Told to end, it may have ended well.
        try checkStop()
        return ending
    }

    /// The last lines of a log, each cut to a length that people read.
    private func lastLines(of path: String, in folder: String) -> [String] {
        guard let bytes = try? Files.tail(of: path, most: 64 << 10) else { return [] }
        return engine.programs.withoutPlaces(String(decoding: bytes, as: UTF8.self), in: folder)
            .split(whereSeparator: \.isNewline).suffix(200).map { String($0.prefix(500)) }
    }
}
