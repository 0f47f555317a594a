//! Records of a fixed size.

/// Something with a fixed number of bytes on the disk.
pub(crate) trait Record: Copy {
    /// Bytes of one.
    const SIZE: usize;

    /// Writes all bytes of one.
    fn store(&self, pen: &mut Pen<'_>);

    /// Reads what [`Record::store`] wrote.
    fn load(eye: &mut Eye<'_>) -> Self;
}

/// Records with one order for all: whatever compares as equal is interchangeable.
pub(crate) trait Ordered: Record {
    fn order(&self, other: &Self) -> std::cmp::Ordering;
}

/// Writes numbers one after the other into the bytes of a record.
pub(crate) struct Pen<'a>(pub(crate) &'a mut [u8]);

/// Reads them back.
pub(crate) struct Eye<'a>(pub(crate) &'a [u8]);

impl Pen<'_> {
    fn put<const N: usize>(&mut self, bytes: [u8; N]) {
        let (here, rest) = std::mem::take(&mut self.0).split_at_mut(N);
        here.copy_from_slice(&bytes);
        self.0 = rest;
    }

    pub(crate) fn byte(&mut self, number: u8) {
        self.put([number]);
    }

    pub(crate) fn short(&mut self, number: u32) {
        self.put(number.to_le_bytes());
    }

    pub(crate) fn long(&mut self, number: u64) {
        self.put(number.to_le_bytes());
    }

    pub(crate) fn float(&mut self, number: f32) {
        self.put(number.to_le_bytes());
    }

    /// Nine bytes.
    pub(crate) fn time(&mut self, time: Option<i64>) {
        self.byte(u8::from(time.is_some()));
        self.put(time.unwrap_or_default().to_le_bytes());
    }
}

impl Eye<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let (here, rest) = self.0.split_at(N);
        self.0 = rest;
        let mut bytes = [0; N];
        bytes.copy_from_slice(here);
        bytes
    }

    pub(crate) fn byte(&mut self) -> u8 {
        let [number] = self.take();
        number
    }

    pub(crate) fn short(&mut self) -> u32 {
        u32::from_le_bytes(self.take())
    }

    pub(crate) fn long(&mut self) -> u64 {
        u64::from_le_bytes(self.take())
    }

    pub(crate) fn float(&mut self) -> f32 {
        f32::from_le_bytes(self.take())
    }

    pub(crate) fn time(&mut self) -> Option<i64> {
        let is_known = self.byte() == 1;
        let time = i64::from_le_bytes(self.take());
        is_known.then_some(time)
    }
}

impl Record for u32 {
    const SIZE: usize = 4;

    fn store(&self, pen: &mut Pen<'_>) {
        pen.short(*self);
    }

    fn load(eye: &mut Eye<'_>) -> Self {
        eye.short()
    }
}

impl Ordered for u32 {
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        self.cmp(other)
    }
}

impl Record for f32 {
    const SIZE: usize = 4;

    fn store(&self, pen: &mut Pen<'_>) {
        pen.float(*self);
    }

    fn load(eye: &mut Eye<'_>) -> Self {
        eye.float()
    }
}
