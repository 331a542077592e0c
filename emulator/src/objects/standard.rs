use super::Description;

/// What every org has.
pub(super) const OBJECTS: &[Description] = &[
    Description {
        file: "Account.yaml",
        text: include_str!("../../objects/Account.yaml"),
    },
    Description {
        file: "Case.yaml",
        text: include_str!("../../objects/Case.yaml"),
    },
    Description {
        file: "CaseComment.yaml",
        text: include_str!("../../objects/CaseComment.yaml"),
    },
    Description {
        file: "Contact.yaml",
        text: include_str!("../../objects/Contact.yaml"),
    },
    Description {
        file: "EmailMessage.yaml",
        text: include_str!("../../objects/EmailMessage.yaml"),
    },
    Description {
        file: "Event.yaml",
        text: include_str!("../../objects/Event.yaml"),
    },
    Description {
        file: "FeedItem.yaml",
        text: include_str!("../../objects/FeedItem.yaml"),
    },
    Description {
        file: "Group.yaml",
        text: include_str!("../../objects/Group.yaml"),
    },
    Description {
        file: "KnowledgeArticle.yaml",
        text: include_str!("../../objects/KnowledgeArticle.yaml"),
    },
    Description {
        file: "Knowledge__kav.yaml",
        text: include_str!("../../objects/Knowledge__kav.yaml"),
    },
    Description {
        file: "Lead.yaml",
        text: include_str!("../../objects/Lead.yaml"),
    },
    Description {
        file: "Opportunity.yaml",
        text: include_str!("../../objects/Opportunity.yaml"),
    },
    Description {
        file: "Organization.yaml",
        text: include_str!("../../objects/Organization.yaml"),
    },
    Description {
        file: "Profile.yaml",
        text: include_str!("../../objects/Profile.yaml"),
    },
    Description {
        file: "RecordType.yaml",
        text: include_str!("../../objects/RecordType.yaml"),
    },
    Description {
        file: "Task.yaml",
        text: include_str!("../../objects/Task.yaml"),
    },
    Description {
        file: "User.yaml",
        text: include_str!("../../objects/User.yaml"),
    },
    Description {
        file: "UserRole.yaml",
        text: include_str!("../../objects/UserRole.yaml"),
    },
];
