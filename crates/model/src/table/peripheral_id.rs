//! The `peripheral_id` table.

table! {
    /// Identifiers of one kind of peripheral.
    PeripheralId = "peripheral_id" in Reference {
        /// What it is.
        device: Text [id],
        /// `ip-kvm`, `capture`, `virtual-camera`, `jiggler`.
        class: Text,
        /// USB vendor id.
        vendor_id: Text,
        /// USB product id.
        product_id: Text,
        /// Manufacturer string.
        manufacturer: Text,
        /// Product string.
        product: Text,
        /// Serial string.
        serial: Text,
        /// EDID vendor and product.
        display_id: Text,
        /// `exact-default`, `medium`, `weak`.
        match_strength: Text,
        /// Where the statement comes from.
        source: Text,
    }
}
