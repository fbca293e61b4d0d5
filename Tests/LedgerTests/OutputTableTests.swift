import Artifacts
import Foundation
import Testing

@testable import Ledger

/// The packed table of results says what a dictionary would.
@Suite struct OutputTableTests {
    private func digest(_ number: Int) -> Digest { Digest(of: "\(number)") }

    @Test func `what goes in comes out, with one port, several, or none by that name`() {
        var table = OutputTable()
        let several = Outputs(["main": digest(1), "list": digest(2), "0.1": digest(3)])
        table[digest(10)] = Outputs(main: digest(4))
        table[digest(11)] = several
        table[digest(12)] = Outputs(["list": digest(5)])
        #expect(table[digest(10)] == Outputs(main: digest(4)))
        #expect(table[digest(11)] == several)
        #expect(table[digest(12)] == Outputs(["list": digest(5)]))
        #expect(table[digest(13)] == nil)
        #expect(!table.contains(digest(13)))
        #expect(table.count == 3)
    }

    @Test func `of two results the later one counts, with other ports too`() {
        var table = OutputTable()
        table[digest(1)] = Outputs(main: digest(2))
        table[digest(1)] = Outputs(["main": digest(3), "list": digest(4)])
        #expect(table[digest(1)] == Outputs(["main": digest(3), "list": digest(4)]))
        #expect(table.count == 1)
    }

    @Test func `what was taken out is not there, and can come again`() {
        var table = OutputTable()
        table[digest(1)] = Outputs(main: digest(2))
        table[digest(3)] = Outputs(main: digest(4))
        table[digest(1)] = nil
        table[digest(99)] = nil
        #expect(table[digest(1)] == nil)
        #expect(table.sortedKeys == [digest(3)])
        #expect(table.count == 1)
        table[digest(1)] = Outputs(main: digest(2))
        #expect(table[digest(1)] == Outputs(main: digest(2)))
        #expect(table.count == 2)
    }

    @Test func `after many random changes it equals a dictionary`() {
        var state: UInt64 = 42
        func draw(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var table = OutputTable()
        var expected: [Digest: Outputs] = [:]
        for step in 0..<20_000 {
            let key = digest(draw(3_000))
            let outputs: Outputs? =
                switch draw(5) {
                case 0: nil
                case 1: Outputs(["main": digest(step), "choice": digest(step + 1)])
                default: Outputs(main: digest(step))
                }
            table[key] = outputs
            expected[key] = outputs
        }
        #expect(table.count == expected.count)
        #expect(table.sortedKeys == expected.keys.sorted())
        for number in 0..<3_000 { #expect(table[digest(number)] == expected[digest(number)]) }
    }

    @Test func `units with many and with few ports come back from the file`() throws {
        let path = FileManager.default.temporaryDirectory.path + "/quire-" + UUID().uuidString
        try Files.makeFolder(path)
        let ledger = try Ledger(path: path + "/ledger.sqlite")
        var expected: [Digest: Outputs] = [:]
        for number in 0..<200 {
            // Neighbours in the order of keys have other ports, fewer, more, or others of the same number.
            let names = [
                ["main"], ["main", "list"], ["0", "0.1", "0.2", "main"], ["a", "main"], ["list"],
            ][number % 5]
            let bytes = Array("\(number)".utf8)
            let blob = BlobRecord(digest: Digest(of: bytes), place: .ledger(bytes))
            let outputs = Outputs(Dictionary(uniqueKeysWithValues: names.map { ($0, blob.digest) }))
            let action = ActionRecord(
                key: digest(number), operation: "cut", revision: 1, settings: [:], inputs: [:], seed: nil,
                label: "", outputs: outputs)
            try ledger.publish(Publication(action, blobs: [blob]))
            expected[action.key] = outputs
        }
        let again = try Ledger(path: path + "/ledger.sqlite")
        #expect(again.keys == expected.keys.sorted())
        for (key, outputs) in expected { #expect(again.outputs(of: key) == outputs) }
        #expect(again.unsealedCount == 0)
    }

    @Test func `empty bytes, an empty label and one in other letters are kept as they are`() throws {
        let path = FileManager.default.temporaryDirectory.path + "/quire-" + UUID().uuidString
        try Files.makeFolder(path)
        let ledger = try Ledger(path: path + "/ledger.sqlite")
        let empty = BlobRecord(digest: Digest(of: [UInt8]()), place: .ledger([]))
        for label in ["", "a b", "ä·語"] {
            let action = ActionRecord(
                key: Digest(of: label), operation: "op", revision: 1, settings: ["text": .string(label)],
                inputs: [:], seed: .max, label: label, outputs: Outputs(main: empty.digest))
            try ledger.publish(Publication(action, blobs: [empty]))
            #expect(try ledger.action(key: action.key) == action)
        }
        #expect(try ledger.bytes(of: empty.digest) == [])
    }
}
