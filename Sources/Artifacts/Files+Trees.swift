import Glibc

extension Files {
    /// Calls `visit` with each file below a folder and its bytes; nothing when there is no such folder. Links are not
    /// followed, and what others remove meanwhile is passed over.
    package static func visit(below folder: String, _ visit: (String, Int) throws -> Void) throws {
        for name in try names(in: folder) {
            let path = "\(folder)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                try Files.visit(below: path, visit)
            } else {
                try visit(path, Int(status.st_size))
            }
        }
    }

    /// Bytes of all files below a folder.
    package static func size(below folder: String) throws -> Int {
        var size = 0
        try visit(below: folder) { size += $1 }
        return size
    }
}
