use serde::Deserialize;
use serde_json::Value;

/// A text of several lines that is longer is not looked into.
const LONG: usize = 255;

/// A field of an object, as its description has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "describe has them so")]
pub struct Field {
    /// What it holds.
    pub r#type: FieldType,
    /// What people see; without it, the name in words.
    pub label: Option<String>,
    /// How many characters a text may have.
    pub length: Option<usize>,
    /// How many digits a number has in all.
    pub precision: Option<u32>,
    /// How many of its digits stand behind the point.
    pub scale: Option<u32>,
    /// Whether it is never null.
    #[serde(default)]
    pub required: bool,
    /// Whether no two records may have the same value.
    #[serde(default)]
    pub unique: bool,
    /// Whether upsert finds records by it.
    #[serde(default)]
    pub external_id: bool,
    /// What a record has that is created without it.
    pub default: Option<Value>,
    /// The values of a picklist; any text goes where there are none.
    #[serde(default)]
    pub values: Vec<String>,
    /// Whether a picklist takes no other values.
    #[serde(default)]
    pub restricted: bool,
    /// The objects that a reference leads to; several of a polymorphic one.
    #[serde(default)]
    pub to: Vec<String>,
    /// The name of a reference from here to its parent.
    pub relationship: Option<String>,
    /// The name from the parent to its list of these.
    pub children: Option<String>,
    /// Whether deleting the parent deletes this record.
    #[serde(default)]
    pub cascade: bool,
    /// Whether the parent cannot be deleted while there is this record.
    #[serde(default)]
    pub restrict: bool,
    /// Whether neither a new record nor an update may give it.
    #[serde(default)]
    pub read_only: bool,
    /// Whether only a new record may give it.
    #[serde(default)]
    pub create_only: bool,
    /// Other fields, or one of a parent, that it is put together from.
    pub computed: Option<String>,
    /// The fields that an address is put together from.
    #[serde(default)]
    pub parts: Vec<String>,
    /// Whether a text is HTML.
    #[serde(default)]
    pub html: bool,
    /// The text of the number that the org gives each record, such as `INV-{0000}`.
    pub auto_number: Option<String>,
}

impl Field {
    /// A field of which only the type is known.
    pub(super) fn new(ty: FieldType) -> Self {
        Self {
            r#type: ty,
            label: None,
            length: None,
            precision: None,
            scale: None,
            required: false,
            unique: false,
            external_id: false,
            default: None,
            values: Vec::new(),
            restricted: false,
            to: Vec::new(),
            relationship: None,
            children: None,
            cascade: false,
            restrict: false,
            read_only: false,
            create_only: false,
            computed: None,
            parts: Vec::new(),
            html: false,
            auto_number: None,
        }
    }

    /// What people see of it.
    pub(crate) fn label_of(&self, name: &str) -> String {
        let own = self.label.clone();
        own.unwrap_or_else(|| super::Object::label_of(name))
    }

    /// The field of a parent whose value this one shows, as `relationship.field`.
    pub fn of_parent(&self) -> Option<(&str, &str)> {
        self.computed.as_deref()?.split_once('.')
    }

    /// Whether neither a new record nor an update may give it.
    pub fn is_read_only(&self) -> bool {
        let made = self.computed.is_some() || self.auto_number.is_some();
        self.read_only || made || self.r#type == FieldType::Address
    }

    /// Whether it is a text that can only be read: too long to be looked into, or not in plain text.
    pub(crate) fn is_opaque(&self) -> bool {
        let is_long = self.r#type == FieldType::Textarea && self.length > Some(LONG);
        let is_coded = matches!(self.r#type, FieldType::Base64 | FieldType::Encryptedstring);
        self.html || is_long || is_coded
    }
}

/// What a field holds, by describe's names.
///
/// It follows [Field Types](https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    /// The id of the record itself.
    #[serde(skip)]
    Id,
    /// One line of text.
    String,
    /// Several lines of text.
    Textarea,
    /// One of several values.
    Picklist,
    /// Any of several values, with `;` between them.
    Multipicklist,
    /// One of several values, or any text.
    Combobox,
    /// `true` or `false`, never null.
    Boolean,
    /// A whole number.
    Int,
    /// A number.
    Double,
    /// An amount of money.
    Currency,
    /// A number of hundredths.
    Percent,
    /// A day.
    Date,
    /// An instant.
    Datetime,
    /// A time of day.
    Time,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// The address of a page.
    Url,
    /// The id of another record.
    Reference,
    /// Bytes.
    Base64,
    /// Text that is stored encrypted.
    Encryptedstring,
    /// What several fields are put together to.
    Address,
}

impl FieldType {
    /// As describe has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::String => "string",
            Self::Textarea => "textarea",
            Self::Picklist => "picklist",
            Self::Multipicklist => "multipicklist",
            Self::Combobox => "combobox",
            Self::Boolean => "boolean",
            Self::Int => "int",
            Self::Double => "double",
            Self::Currency => "currency",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::Datetime => "datetime",
            Self::Time => "time",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Url => "url",
            Self::Reference => "reference",
            Self::Base64 => "base64",
            Self::Encryptedstring => "encryptedstring",
            Self::Address => "address",
        }
    }

    /// Whether its description says how long it may be.
    pub fn has_length(self) -> bool {
        use FieldType::{Combobox, Email, Encryptedstring, Phone, String, Textarea, Url};
        matches!(
            self,
            String | Textarea | Combobox | Email | Phone | Url | Encryptedstring
        )
    }

    /// Whether it is a number.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Self::Int | Self::Double | Self::Currency | Self::Percent
        )
    }

    /// Whether rows can be grouped by it.
    pub(crate) fn is_groupable(self) -> bool {
        use FieldType::{Address, Currency, Datetime, Double, Multipicklist, Percent, Time};
        !matches!(
            self,
            Address | Currency | Datetime | Double | Multipicklist | Percent | Time
        )
    }

    /// Whether rows can be ordered by it.
    pub(crate) fn is_sortable(self) -> bool {
        !matches!(self, Self::Address | Self::Multipicklist)
    }

    /// Whether it has a least and a greatest value.
    pub(crate) fn is_comparable(self) -> bool {
        self.is_sortable() && self != Self::Boolean
    }

    /// Whether its description lists values.
    pub fn has_values(self) -> bool {
        matches!(self, Self::Picklist | Self::Multipicklist | Self::Combobox)
    }
}
