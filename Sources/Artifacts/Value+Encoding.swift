extension Value {
    /// What `encodable` encodes itself as.
    ///
    /// Sets, and dictionaries whose keys are not texts, are sorted, so that equal things give equal values.
    /// - Throws: `EncodingError` for a number that is not finite.
    package init(encoding encodable: some Encodable) throws {
        let node = ValueNode()
        try node.encode(encodable, path: [])
        self = try node.value()
    }
}

/// A place in the value being made; containers hand out references to it.
private final class ValueNode {
    enum Content {
        /// Nothing was encoded yet.
        case nothing
        /// A value that holds no others.
        case value(Value)
        /// A list, in order.
        case list([ValueNode])
        /// Fields by their names.
        case fields([String: ValueNode])
    }

    var content = Content.nothing
    /// The number of items to be kept together when an unordered collection is sorted; 0 keeps the order.
    var group = 0

    func encode(_ encodable: some Encodable, path: [any CodingKey]) throws {
        if let value = encodable as? Value {
            content = .value(value)
            return
        }
        if let unordered = encodable as? any UnorderedCollection { group = type(of: unordered).group }
        try encodable.encode(to: ValueEncoder(node: self, codingPath: path))
    }

    func value() throws -> Value {
        switch content {
        case .nothing: return .object([:])
        case .value(let value): return value
        case .fields(let fields): return .object(try fields.mapValues { try $0.value() })
        case .list(let nodes):
            let values = try nodes.map { try $0.value() }
            return .array(group == 0 ? values : ValueNode.sorted(values, group: group))
        }
    }

    private static func sorted(_ values: [Value], group: Int) -> [Value] {
        let groups = stride(from: 0, to: values.count, by: group).map { start in
            var canonical = CanonicalBytes(domain: "")
            let items = Array(values[start..<min(start + group, values.count)])
            for item in items { canonical.append(item) }
            return (bytes: canonical.bytes, items: items)
        }
        return groups.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }.flatMap(\.items)
    }

    func append(_ child: ValueNode) {
        guard case .list(var nodes) = content else { return content = .list([child]) }
        content = .nothing  // one owner while it grows
        nodes.append(child)
        content = .list(nodes)
    }

    func set(_ child: ValueNode, for key: String) {
        guard case .fields(var fields) = content else { return content = .fields([key: child]) }
        content = .nothing
        fields[key] = child
        content = .fields(fields)
    }
}

/// Collections that encode themselves in the order of Swift's hash seed, which is another in each process.
private protocol UnorderedCollection {
    /// How many encoded items make one element.
    static var group: Int { get }
}

extension Set: UnorderedCollection { fileprivate static var group: Int { 1 } }
extension Dictionary: UnorderedCollection { fileprivate static var group: Int { 2 } }

private struct ValueEncoder: Encoder {
    let node: ValueNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .nothing = node.content { node.content = .fields([:]) }
        return KeyedEncodingContainer(KeyedValues<Key>(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .nothing = node.content { node.content = .list([]) }
        return ListedValues(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleValue(node: node, codingPath: codingPath)
    }
}

private struct KeyedValues<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: ValueNode
    let codingPath: [any CodingKey]

    private func child(_ key: any CodingKey) -> ValueNode {
        let child = ValueNode()
        node.set(child, for: key.stringValue)
        return child
    }

    func encodeNil(forKey key: Key) { child(key).content = .value(.null) }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try child(key).encode(value, path: codingPath + [key])
    }

    func nestedContainer<N: CodingKey>(keyedBy type: N.Type, forKey key: Key) -> KeyedEncodingContainer<N> {
        ValueEncoder(node: child(key), codingPath: codingPath + [key]).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        ValueEncoder(node: child(key), codingPath: codingPath + [key]).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        ValueEncoder(node: child(PlainKey(stringValue: "super")), codingPath: codingPath)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        ValueEncoder(node: child(key), codingPath: codingPath + [key])
    }
}

private struct ListedValues: UnkeyedEncodingContainer {
    let node: ValueNode
    let codingPath: [any CodingKey]

    var count: Int {
        guard case .list(let nodes) = node.content else { return 0 }
        return nodes.count
    }

    private func child() -> ValueNode {
        let child = ValueNode()
        node.append(child)
        return child
    }

    func encodeNil() { child().content = .value(.null) }

    func encode<T: Encodable>(_ value: T) throws {
        let path = codingPath + [PlainKey(intValue: count)]
        try child().encode(value, path: path)
    }

    func nestedContainer<N: CodingKey>(keyedBy type: N.Type) -> KeyedEncodingContainer<N> {
        ValueEncoder(node: child(), codingPath: codingPath).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        ValueEncoder(node: child(), codingPath: codingPath).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { ValueEncoder(node: child(), codingPath: codingPath) }
}

private struct SingleValue: SingleValueEncodingContainer {
    let node: ValueNode
    let codingPath: [any CodingKey]

    func encodeNil() { node.content = .value(.null) }
    func encode(_ value: Bool) { node.content = .value(.bool(value)) }
    func encode(_ value: String) { node.content = .value(.string(value)) }
    func encode(_ value: Float) throws { try encode(Double(value)) }
    func encode(_ value: Int) { node.content = .value(.int(value)) }
    func encode(_ value: Int8) { encode(Int(value)) }
    func encode(_ value: Int16) { encode(Int(value)) }
    func encode(_ value: Int32) { encode(Int(value)) }
    func encode(_ value: Int64) { encode(Int(value)) }
    func encode(_ value: UInt8) { encode(Int(value)) }
    func encode(_ value: UInt16) { encode(Int(value)) }
    func encode(_ value: UInt32) { encode(Int(value)) }
    func encode(_ value: UInt) { encode(UInt64(value)) }

    func encode(_ value: UInt64) {
        // Beyond Int only random states and digests go: their digits as a text, which decodes again.
        node.content = .value(Int(exactly: value).map(Value.int) ?? .string(String(value)))
    }

    func encode(_ value: Double) throws {
        guard value.isFinite else {
            throw EncodingError.invalidValue(
                value,
                EncodingError.Context(
                    codingPath: codingPath,
                    debugDescription: "a setting must be a finite number, not \(value)"))
        }
        node.content = .value(.double(value))
    }

    func encode<T: Encodable>(_ value: T) throws { try node.encode(value, path: codingPath) }
}

/// A key that is only a text, or a position in a list.
struct PlainKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }
}
