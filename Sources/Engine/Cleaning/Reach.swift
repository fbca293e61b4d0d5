/// Follows what work stands on: what it asked for, what gave its inputs, and the blobs of all that.
///
/// With these every blob that kept work names can be read, and made anew when it is damaged.
struct Reach {
    /// Where following begins.
    struct Roots {
        /// Keys of work; those that are not recorded lead nowhere.
        var keys: [Digest] = []
        /// Work, by its place in the inventory.
        var actions: [Int] = []
        /// Blobs.
        var blobs: [Digest] = []
    }

    /// What was reached.
    struct Extent {
        /// Whether the work at each place of the inventory was.
        var actions: [Bool]
        /// The blobs that were.
        var blobs: Set<Digest> = []
    }

    private let inventory: Inventory
    private var places: [Int64: Int] = [:]
    private var keys: [Digest: Int] = [:]
    private var makers: [Digest: Int] = [:]

    /// Reach within what is recorded.
    init(_ inventory: Inventory) {
        self.inventory = inventory
        for (place, action) in inventory.actions.enumerated() {
            places[action.id] = place
            keys[action.key] = place
            // Any one will do, as equal bytes name equal blobs; the newest is the likeliest that can be done again.
            for digest in action.gives { makers[digest] = place }
        }
    }

    /// The place of the work with a key.
    func place(of key: Digest) -> Int? { keys[key] }

    /// The place of the work with the ledger's number.
    func place(ofID id: Int64) -> Int? { places[id] }

    /// Places in such an order that work comes before all that it stands on.
    func dependentsFirst(_ chosen: [Int]) -> [Int] {
        /// Not chosen or done with, not come by yet, or waiting for what it stands on.
        enum Mark { case none, new, open }
        var marks = Array(repeating: Mark.none, count: inventory.actions.count)
        for place in chosen { marks[place] = .new }
        var order: [Int] = []
        order.reserveCapacity(chosen.count)
        for start in chosen where marks[start] == .new {
            var path = [start]
            while let place = path.last {
                guard marks[place] == .new else {
                    path.removeLast()
                    if marks[place] == .open { order.append(place) }
                    marks[place] = .none
                    continue
                }
                marks[place] = .open
                path += foundations(ofPlace: place).filter { marks[$0] == .new }
            }
        }
        return order.reversed()
    }

    /// What work at a place stands on directly.
    private func foundations(ofPlace place: Int) -> [Int] {
        let action = inventory.actions[place]
        var found = action.asked.compactMap { places[$0] }
        // Of which work is not known: all before it may be, and of the one before it the same is true.
        if action.asksUnknown, place > 0 { found.append(place - 1) }
        var open = action.inputs
        var seen: Set<Digest> = []
        while let digest = open.popLast() {
            if let maker = makers[digest] {
                found.append(maker)
            } else if let mentioned = inventory.mentions[digest], seen.insert(digest).inserted {
                open += mentioned
            }
        }
        return found
    }

    /// All that is reached from some roots.
    func extent(from roots: Roots) -> Extent {
        var extent = Extent(actions: Array(repeating: false, count: inventory.actions.count))
        var actions = roots.actions + roots.keys.compactMap { keys[$0] }
        var inputs = roots.blobs
        var given: Set<Digest> = []
        var oldest = 0
        while true {
            if let place = actions.popLast() {
                guard !extent.actions[place] else { continue }
                extent.actions[place] = true
                let action = inventory.actions[place]
                extent.blobs.formUnion(action.gives)
                given.formUnion(action.gives)
                inputs += action.inputs
                actions += action.asked.compactMap { places[$0] }
                if action.asksUnknown, place > oldest {
                    // Children are done before their parent: whatever is older may be one.
                    actions += oldest..<place
                    oldest = place
                }
            } else if let digest = inputs.popLast() {
                extent.blobs.insert(digest)
                guard given.insert(digest).inserted else { continue }
                if let maker = makers[digest] {
                    actions.append(maker)
                } else {
                    inputs += inventory.mentions[digest] ?? []
                }
            } else {
                return extent
            }
        }
    }
}
