//! The `peripheral` table.

table! {
    /// One device that was plugged into a managed computer.
    Peripheral = "peripheral" in Seen {
        /// Whose computer it is.
        subject_id: Text [id],
        /// The computer.
        device_id: Text,
        /// When it was connected.
        connected_at: Timestamp,
        /// `usb`, `display`, `bluetooth`.
        bus: Text,
        /// USB vendor id, four hexadecimal digits.
        vendor_id: Text,
        /// USB product id, four hexadecimal digits.
        product_id: Text,
        /// Manufacturer string.
        manufacturer: Text,
        /// Product string or friendly name.
        product: Text,
        /// Serial string.
        serial: Text,
        /// EDID vendor and product of a display.
        display_id: Text,
        /// Interface classes, separated by commas.
        classes: Text,
    }
}
