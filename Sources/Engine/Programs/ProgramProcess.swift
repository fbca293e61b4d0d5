import Artifacts
import CSpawn
import Dispatch
import Foundation
import Glibc
import Synchronization

/// A program as a process that leads a session of its own, from its start until nothing is left of it.
///
/// It is started directly (posix_spawn) and awaited by the thread that started it: half of what swift-subprocess needs for it,
/// and thousands of units may each start a small program.
final class ProgramProcess: Sendable {
    /// How a process ended.
    enum Ending: Hashable, Sendable {
        /// By itself, with an exit code.
        case exited(Int32)
        /// By a signal.
        case signaled(Int32)
    }

    /// How long a program that is told to end has for it, with all that it started.
    private static let grace = 10.0

    private struct State {
        var hasEnded = false
        var isTold = false
    }

    private let leader: Leader
    private let programs: ProgramFolders
    private let state = Mutex(State())

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - path: the program's file.
    ///   - arguments: what follows its name.
    ///   - folder: where it is started.
    ///   - log: where its standard output and error go; its standard input is empty.
    /// - Throws: `FileError` of the file that cannot be started.
    init(_ path: String, _ arguments: [String], in folder: String, log: String, of programs: ProgramFolders)
        throws
    {
        self.programs = programs
        Self.keepsEndings
        leader = try Leader { try Self.spawn(path, arguments, in: folder, log: log) }
        programs.begin(leader)
    }

    /// Waits until it has ended, and sees to it that nothing of what it started is left. Holds its thread.
    func end() -> Ending {
        // Looked at before it is taken note of, so that its number means it for as long as it may be told to end.
        var info = siginfo_t()
        while waitid(P_PID, id_t(leader.process), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let isTold = state.withLock { state in
            state.hasEnded = true
            return state.isTold
        }
        let end = Date().addingTimeInterval(Self.grace)
        while isTold, leader.hasOthers, Date() < end { usleep(20_000) }
        programs.end(leader)
        var status: Int32 = 0
        while waitpid(leader.process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .signaled(status & 0x7f)
    }

    /// Tells it and what it started to end, and kills them ten seconds later. Does not wait.
    func tell() {
        let isFirst = state.withLock { state in
            guard !state.isTold, !state.hasEnded else { return false }
            state.isTold = true
            leader.kill(by: SIGTERM)
            return true
        }
        guard isFirst else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.grace) { [self] in
            state.withLock { if !$0.hasEnded { leader.kill() } }
        }
    }

    /// Sees to it that the kernel keeps how a child ended: who starts Quire may have told it not to.
    private static let keepsEndings: Void = {
        var action = sigaction()
        if sigaction(SIGCHLD, nil, &action) == 0, action.isIgnored { signal(SIGCHLD, SIG_DFL) }
    }()

    private static func spawn(_ path: String, _ arguments: [String], in folder: String, log: String) throws
        -> pid_t
    {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        posix_spawn_file_actions_addchdir_np(&actions, folder)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What this process ignores or holds back is not the program's business.
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        let session: Int32 = 0x80  // POSIX_SPAWN_SETSID, which Swift sees only with _GNU_SOURCE.
        posix_spawnattr_setflags(
            &attributes, Int16(session | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)))
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, path, &actions, &attributes, &words, environ)
        guard code == 0 else { throw FileError("start", path, code: code) }
        return process
    }
}

extension sigaction {
    fileprivate var isIgnored: Bool {
        unsafeBitCast(__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
