import Glibc

/// What a process needs before it opens its first file.
enum StandardStreams {
    /// As many files as the smallest run has open at once.
    private static let fewestFiles = 24

    /// Sees to it that no file of the workspace gets the number of a standard stream that the caller closed, where
    /// results and progress would be written into it, that a file too large is an error and not the end, and that
    /// files can be opened at all.
    ///
    /// - Returns: why the process cannot work; `nil` where it can.
    static func secure() -> String? {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is this one. Open for the wrong direction: to write to it fails, as it should.
            _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
        }
        signal(SIGXFSZ, SIG_IGN)
        return secureFiles()
    }

    /// Takes what limit of open files may be had, and tries whether it is enough: the libraries that threads and signals
    /// come from end the process where they find none.
    private static func secureFiles() -> String? {
        var limit = rlimit()
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(files, &limit) == 0 else { return nil }
        if limit.rlim_cur < limit.rlim_max, limit.rlim_cur < 4_096 {
            limit.rlim_cur = min(limit.rlim_max, 4_096)
            setrlimit(files, &limit)
        }
        var opened: [Int32] = []
        defer { for descriptor in opened { close(descriptor) } }
        while opened.count < fewestFiles {
            let descriptor = fcntl(2, F_DUPFD_CLOEXEC, 3)
            guard descriptor >= 0 else {
                return
                    "only \(opened.count) more files may be open at once, and quire needs \(fewestFiles): raise the "
                    + "limit of open files, ulimit -n (it is \(limit.rlim_cur))"
            }
            opened.append(descriptor)
        }
        return nil
    }
}
