import Foundation
import Fuzzing

// Checks mutated inputs by the hundred thousand; the same numbers make the same inputs.
//
//     quire-fuzz pipelines|artifacts|feedback|books --count N [--seed S] [--from I] [--jobs J]
//                [--format txt|md|html|epub] [--crashes FOLDER] [--slack TIMES]
//     quire-fuzz pipelines --seed 1 --from 17 --write FOLDER      writes input 17 and checks nothing

let words = Array(CommandLine.arguments.dropFirst())
func value(_ option: String) -> String? {
    words.firstIndex(of: "--" + option).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
}
let seed = value("seed").flatMap { UInt64($0) } ?? 1
let from = value("from").flatMap { Int($0) } ?? 0
let count = value("count").flatMap { Int($0) } ?? 1
let kind = words.first ?? ""
let format = value("format") ?? "txt"
// For builds that are not optimised.
let slack = value("slack").flatMap { Double($0) } ?? 1
guard let subject = try await Subjects.named(kind, format: format) else {
    print(
        "usage: quire-fuzz \(Subjects.names.joined(separator: "|")) --count N [--seed S] [--from I] [--jobs J] [--format txt|md|html|epub] [--crashes FOLDER] [--write FOLDER]"
    )
    exit(2)
}

/// Writes an input into a folder of its own, and prints the path of its main file.
func write(_ index: Int, to folder: String) throws {
    var dice = Dice(seed: seed, index: index, name: subject.name)
    let input = subject.input(index, &dice)
    let place = "\(folder)/\(subject.name)-\(seed)-\(index)"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    for file in input.files.prefix(8) {
        let name = file.name.replacing("/", with: "_")
        try Data(file.bytes).write(to: URL(fileURLWithPath: "\(place)/\(name)"))
    }
    if !input.arguments.isEmpty {
        try Data(input.arguments.joined(separator: "\n").utf8).write(
            to: URL(fileURLWithPath: place + "/arguments"))
    }
    print(place + "/" + input.files[0].name.replacing("/", with: "_"))
}

if words.contains("--child") {
    var limit = rlimit(rlim_cur: 8 << 30, rlim_max: 8 << 30)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    await Batch(seed: seed, range: from..<from + count, slack: slack).run(subject) { line in
        let bytes = Array((line + "\n").utf8)
        _ = Foundation.write(1, bytes, bytes.count)
    }
} else if let folder = value("write") {
    for index in from..<from + count { try write(index, to: folder) }
} else {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    let options = (kind == "books" ? ["--format", format] : []) + ["--slack", String(slack)]
    let scratch = FileManager.default.temporaryDirectory.path + "/quire-fuzz-\(getpid())"
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    let crew = Crew(program: program, words: [kind] + options, seed: seed, folder: scratch)
    let jobs = value("jobs").flatMap { Int($0) } ?? 2
    let result = try await crew.run(
        from..<from + count, size: max(1, min(1_000, count / (4 * jobs))), jobs: jobs)
    try? FileManager.default.removeItem(atPath: scratch)
    for failure in result.failures.prefix(60) {
        print("\(subject.name) --seed \(seed) --from \(failure.index): \(failure.what)")
        if let crashes = value("crashes") { try write(failure.index, to: crashes) }
    }
    if result.failures.count > 60 { print("… \(result.failures.count - 60) more failures") }
    print(
        String(
            format:
                "%@: %d inputs, %d taken, %d failures, slowest %.3f s (%d), %.0f s of processor, at most %d MB for one",
            subject.name,
            result.inputs, result.taken, result.failures.count, result.slowest.seconds, result.slowest.index,
            result.seconds,
            result.megabytes))
    exit(result.failures.isEmpty ? 0 : 1)
}
