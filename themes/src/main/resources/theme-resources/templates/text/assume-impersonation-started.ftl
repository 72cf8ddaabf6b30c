<#ftl output_format="plainText">
${msg("assumeMailStarted")}

${msg("assumeMailAccount")}: ${assumeUsername} (${realmName})
${msg("assumeMailWho")}: ${assumeImpersonator}
<#if assumeImpersonatorRealm??>
${msg("assumeMailFrom")}: ${assumeImpersonatorRealm}
</#if>
${msg("assumeMailSince")}: ${assumeStartedAt}
${msg("assumeMailUntil")}: ${assumeEndsAt}
<#if assumeTicket??>
${msg("assumeMailTicket")}: ${assumeTicket}
</#if>
<#if assumeReason??>
${msg("assumeMailReason")}:
<#-- Quoted line by line, so that no line of it passes for one of ours. -->
> ${assumeReason?replace("\\R", "\n> ", "r")}
</#if>

${msg("assumeMailStartedRecorded")}
${msg("assumeMailUnexpected")}
