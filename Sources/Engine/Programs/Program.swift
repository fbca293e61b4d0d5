/// A program to run, with the files of its own that it is run with.
///
/// What is run is what was looked at: files beside the pipeline are kept by their content and laid out anew wherever the
/// program runs. What its command line names otherwise (an interpreter, a library) is the machine's.
package struct Program: Codable, Hashable, Sendable {
    /// A file of its own.
    package struct File: Codable, Hashable, Sendable {
        /// Where it lies in the folder that the program is started in.
        package var path: String
        /// What it holds.
        package var digest: Digest
        /// Whether it can be started itself.
        package var isExecutable: Bool

        /// All fields.
        package init(path: String, digest: Digest, isExecutable: Bool) {
            (self.path, self.digest, self.isExecutable) = (path, digest, isExecutable)
        }
    }

    /// The program and its arguments.
    package let argv: [String]
    /// Its own files, sorted by path.
    package let files: [File]

    /// A program; it must have a name.
    package init(argv: [String], files: [File]) {
        (self.argv, self.files) = (argv, files.sorted { $0.path < $1.path })
    }

    /// The same program with more files.
    package func adding(_ more: [File]) -> Program { Program(argv: argv, files: files + more) }

    /// What a person calls it: its name and its arguments, files of its own without where they lie.
    package var name: String {
        argv.map { word in
            let isOwn = files.contains { $0.path == word || $0.path.hasPrefix(word + "/") }
            return isOwn ? word.split(separator: "/").last.map(String.init) ?? word : word
        }.joined(separator: " ")
    }
}
