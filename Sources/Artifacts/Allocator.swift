import Glibc

/// How the C library hands memory out and takes it back.
package enum Allocator {
    /// Parameters of `mallopt` in <malloc.h>, which Swift does not see.
    private enum Parameter: Int32 {
        case mappingThreshold = -3
        case mostArenas = -8
    }

    /// Keeps little that is free: an arena a core instead of eight, and what has a megabyte or more goes back to the system
    /// at once. Left alone, the library raises that limit up to 32 MB as large pieces come and go, and their holes stay.
    ///
    /// Called before anything else, while there is one thread. Does nothing where the library has no `mallopt`.
    package static func keepLittle() {
        set(.mostArenas, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        set(.mappingThreshold, 1 << 20)
    }

    private static func set(_ parameter: Parameter, _ value: Int) {
        guard let address = dlsym(nil, "mallopt") else { return }
        let mallopt = unsafeBitCast(address, to: (@convention(c) (Int32, Int32) -> Int32).self)
        _ = mallopt(parameter.rawValue, Int32(clamping: value))
    }
}
