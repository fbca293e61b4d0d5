import Artifacts

/// What every known unit gave, by its key: packed into a few flat arrays, so that half a million units are tens of
/// megabytes and no allocation each.
///
/// Keys and digests lie one behind another in the order in which they came. An open-addressing table of 32-bit row
/// numbers finds a key by the first word of its digest, which is uniform already. Units with the same names of ports
/// share one list of them.
struct OutputTable: Sendable {
    /// A unit's digests are `digests[start..<]`, as many as the `shape` has ports; no shape where it was taken out.
    private struct Row {
        var start: UInt32
        var shape: UInt32
    }

    private static let removed = UInt32.max

    private var keys: [Digest] = []
    private var rows: [Row] = []
    private var digests: [Digest] = []
    /// Row numbers plus one, 0 where a slot is free; a power of two of them, at most three quarters taken.
    private var slots: [UInt32] = []
    private var shapes: [[String]] = []
    private var shapeNumbers: [[String]: UInt32] = [:]
    private var removedCount = 0

    /// How many units there are.
    var count: Int { keys.count - removedCount }

    /// The keys of all units, sorted.
    var sortedKeys: [Digest] {
        zip(keys, rows).filter { $0.1.shape != OutputTable.removed }.map(\.0).sorted()
    }

    /// What the unit with a key gave; nil where there is no such unit, and to take it out.
    subscript(key: Digest) -> Outputs? {
        get {
            guard let row = row(of: key), rows[row].shape != OutputTable.removed else { return nil }
            let (ports, start) = (shapes[Int(rows[row].shape)], Int(rows[row].start))
            if ports.count == 1, ports[0] == Outputs.mainPort { return Outputs(main: digests[start]) }
            var outputs = Outputs([:])
            for (index, port) in ports.enumerated() { outputs[port] = digests[start + index] }
            return outputs
        }
        set {
            guard let newValue else { return remove(key) }
            let sorted = CanonicalBytes.sorted(newValue.ports)
            append(key, shape: shape(of: sorted.map(\.key)), digests: sorted.lazy.map(\.value))
        }
    }

    /// Whether there is a unit with this key.
    func contains(_ key: Digest) -> Bool {
        row(of: key).map { rows[$0].shape != OutputTable.removed } ?? false
    }

    /// Makes room for so many units in all, with one digest each.
    mutating func reserve(_ count: Int) {
        guard count > keys.count else { return }
        keys.reserveCapacity(count)
        rows.reserveCapacity(count)
        digests.reserveCapacity(count)
        if count * 4 > slots.count * 3 { rehash(for: count) }
    }

    /// The number that stands for these names of ports, in the order of their UTF-8 bytes.
    mutating func shape(of ports: [String]) -> UInt32 {
        if let known = shapeNumbers[ports] { return known }
        let number = UInt32(shapes.count)
        shapes.append(ports)
        shapeNumbers[ports] = number
        return number
    }

    /// Adds a unit, or replaces what it gave; `digests` has one for each port of the shape.
    mutating func append(_ key: Digest, shape: UInt32, digests added: some Collection<Digest>) {
        let row = Row(start: UInt32(digests.count), shape: shape)
        if let known = self.row(of: key) {
            let start = Int(rows[known].start)
            if rows[known].shape == shape, digests[start..<start + added.count].elementsEqual(added) {
                return
            }
            if rows[known].shape == OutputTable.removed { removedCount -= 1 }
            rows[known] = row
            digests.append(contentsOf: added)
            return
        }
        digests.append(contentsOf: added)
        keys.append(key)
        rows.append(row)
        if keys.count * 4 > slots.count * 3 { rehash(for: keys.count) } else { place(keys.count - 1) }
    }

    private mutating func remove(_ key: Digest) {
        guard let row = row(of: key), rows[row].shape != OutputTable.removed else { return }
        rows[row].shape = OutputTable.removed
        removedCount += 1
    }

    private func row(of key: Digest) -> Int? {
        guard !slots.isEmpty else { return nil }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key.prefix) & mask
        while slots[slot] != 0 {
            let row = Int(slots[slot]) - 1
            if keys[row] == key { return row }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private mutating func rehash(for count: Int) {
        var size = 64
        while count * 4 > size * 3 { size *= 2 }
        slots = []  // gone before the new ones are there
        slots = [UInt32](repeating: 0, count: size)
        for row in keys.indices { place(row) }
    }

    private mutating func place(_ row: Int) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: keys[row].prefix) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = UInt32(row + 1)
    }
}
