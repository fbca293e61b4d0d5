import Glibc
import Synchronization

/// Where programs run: each run has a new folder of its own, in which links lead to the program's files.
///
/// A program's files are laid out once a process, however often it runs, and cannot be written to. A program that trains has
/// them as files of its own. Folders of runs that only answer lie in memory, where there is room for it: to make and remove
/// thousands of files is slow on a disk (ext4 looks at every number of a file that was removed in the last minutes before it
/// takes a new one).
final class ProgramFolders: Sendable {
    /// Where a program's files lie for all its runs, and the names of what stands there.
    private struct Layout {
        var folder: String
        var names: Set<String>
    }

    private struct State {
        var laidOut: [Program: Layout] = [:]
        var count = 0
        var leaders: Set<Leader> = []
        /// The file of them; nil before there are any.
        var leadersFile: AppendedFile?
        var commands: [String: String] = [:]
        /// Whether there is a folder of ours in memory; nil before it is needed.
        var hasMemory: Bool?
    }

    private let root: String
    private let memory: String
    private let holdings: Holdings
    private let state = Mutex(State())

    /// Folders below this process's own temporary folder.
    init(temporaryFolder: String, holdings: Holdings) {
        // A program is found by its path from where it is started, too.
        root = Files.absolute(temporaryFolder) + "/" + Self.name
        memory = Self.memoryFolder(of: temporaryFolder)
        self.holdings = holdings
    }

    /// A new folder for one run, as an absolute path, with the program's files.
    ///
    /// - Parameter owns: whether the files are the run's own, and not shared with all others.
    /// - Throws: `FileError`; `MissingBlob`.
    func begin(_ program: Program, owns: Bool) throws -> String {
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        // No later process has the same: who outlived its own must not write into another one's.
        let name = "run-\(getpid())-\(number)"
        guard !owns else {
            try Files.makeFolder("\(root)/\(name)")
            try layOut(program, at: "\(root)/\(name)")
            return "\(root)/\(name)"
        }
        let layout = try layout(of: program)
        let folder = "\(usesMemory() ? memory : root)/\(name)"
        try Files.makeFolder(folder)
        for link in layout.names { try Files.link("\(layout.folder)/\(link)", at: "\(folder)/\(link)") }
        return folder
    }

    /// Whether the folder in memory is ours alone: in a place that everybody may write to it may be somebody else's.
    private func usesMemory() -> Bool {
        state.withLock { state in
            if let known = state.hasMemory { return known }
            var status = stat()
            mkdir(memory, 0o700)
            let isOurs =
                lstat(memory, &status) == 0 && status.st_mode & (S_IFMT | 0o777) == S_IFDIR | 0o700
                && status.st_uid == getuid()
            state.hasMemory = isOurs
            return isOurs
        }
    }

    /// Removes the folder of a run.
    func end(_ folder: String) { try? Files.removeTree(folder) }

    /// Removes all that is left of the runs; no other may begin.
    func close() {
        let isUsed = state.withLock { state in
            defer { state.count = 0 }
            return state.count > 0
        }
        guard isUsed else { return }
        for folder in [root, memory] { try? Files.removeTree(folder) }
    }

    /// Where a program is found that is named without a path, by the machine's PATH; nil where it is not.
    func command(_ name: String) -> String? {
        if let path = state.withLock({ $0.commands[name] }) { return path }
        let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        for folder in folders.split(separator: ":") {
            let path = Files.absolute("\(folder)/\(name)")
            guard FileStamp(path: path) != nil, access(path, X_OK) == 0 else { continue }
            state.withLock { $0.commands[name] = path }
            return path
        }
        return nil
    }

    /// The text that a program wrote, without the names of folders that are others in another run.
    func withoutPlaces(_ text: String, in folder: String) -> String {
        guard text.contains(root) || text.contains(memory) else { return text }
        let places = state.withLock { $0.laidOut.values.map { $0.folder + "/" } }
        return ([folder + "/"] + places).reduce(text) { $0.replacing($1, with: "") }
    }

    // MARK: Leaders

    /// Notes who leads the session of a run, in this process and, for the one that comes after it, in a file.
    func begin(_ leader: Leader) {
        state.withLock { state in
            state.leaders.insert(leader)
            if state.leadersFile == nil {
                state.leadersFile = try? AppendedFile(path: "\(root)/\(Self.leadersName)")
            }
            try? state.leadersFile?.append(Array("\(leader)\n".utf8))
        }
    }

    /// Ends all that a leader has started, and forgets it.
    func end(_ leader: Leader) {
        leader.kill()
        state.withLock { _ = $0.leaders.remove(leader) }
    }

    /// Ends all programs at once: this process is about to end.
    func killAll() {
        state.withLock { for leader in $0.leaders { leader.kill() } }
    }

    /// Where the programs of the process with a temporary folder run in memory: a folder that nobody else can look into.
    private static func memoryFolder(of temporaryFolder: String) -> String {
        let place = Digest(of: Array(Files.absolute(temporaryFolder).utf8))
        return "/dev/shm/quire-\(getuid())-\(place)"
    }

    /// Ends what the programs of a dead process have left running, and removes what they have left in memory.
    static func abandon(_ temporaryFolder: String) {
        try? Files.removeTree(memoryFolder(of: temporaryFolder))
        guard let bytes = try? Files.read("\(temporaryFolder)/\(name)/\(leadersName)") else { return }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            Leader(String(line))?.killIfThere()
        }
    }

    // MARK: Files

    private static let name = "programs"
    private static let leadersName = "leaders"

    /// Sees to it that a program's files lie where all its runs find them.
    private func layout(of program: Program) throws -> Layout {
        try state.withLock { state in
            if let layout = state.laidOut[program] { return layout }
            let folder = "\(root)/\(Digest(of: try Value(encoding: program).json))"
            // Under another name until it is whole.
            let begun = "\(folder).begun"
            try Files.removeTree(begun)
            try Files.makeFolder(begun)
            try layOut(program, at: begun, isShared: true)
            try Files.rename(begun, to: folder)
            let layout = Layout(
                folder: folder,
                names: Set(program.files.compactMap { $0.path.split(separator: "/").first.map(String.init) }))
            state.laidOut[program] = layout
            return layout
        }
    }

    private func layOut(_ program: Program, at folder: String, isShared: Bool = false) throws {
        var folders: Set<String> = []
        for file in program.files {
            let path = "\(folder)/\(file.path)"
            if let slash = path.lastIndex(of: "/"), folders.insert(String(path[..<slash])).inserted {
                try Files.makeFolder(String(path[..<slash]))
            }
            let mode: UInt32 = (file.isExecutable ? 0o755 : 0o644) & (isShared ? 0o555 : 0o777)
            try Files.write(try holdings.bytes(of: file.digest), to: path, mode: mode)
        }
        guard isShared else { return }
        for folder in folders { chmod(folder, 0o555) }
    }
}
