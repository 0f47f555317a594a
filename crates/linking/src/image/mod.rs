//! Pictures that are the same to the eye: PDQ hashes (Facebook 2019) within a Hamming distance.
//!
//! A PDQ hash has 256 bits. Two pictures are taken for the same at a distance of at most 31, the
//! threshold that its authors recommend. [`Images`] finds all pairs of a batch, [`ImageIndex`]
//! answers single queries; both are exact: by the pigeonhole principle two hashes at distance 31 or
//! less differ by at most one bit in one of 16 parts of 16 bits (multi-index hashing, Norouzi et
//! al. 2012).
//!
//! ```
//! use bonafide_linking::image::{ImageIndex, Pdq};
//!
//! let photo: Pdq = "f8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22".parse()?;
//! let index = ImageIndex::new(vec![photo]);
//! assert_eq!(index.search(&photo.flip(7))[0].distance, 1);
//! # Ok::<(), bonafide_linking::image::PdqError>(())
//! ```

mod index;
mod pairs;
mod pdq;

pub use index::{ImageIndex, ImageMatch};
pub use pairs::{CommonImage, ImageSettings, ImageTie, ImageTies, Images};
pub use pdq::{Pdq, PdqError, RADIUS};
