<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("assumeMailEnded")}</p>
<table cellpadding="4">
    <tr><th align="left" valign="top">${msg("assumeMailAccount")}</th><td>${assumeUsername} (${realmName})</td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailWho")}</th><td>${assumeImpersonator}</td></tr>
    <#if assumeImpersonatorRealm??>
    <tr><th align="left" valign="top">${msg("assumeMailFrom")}</th><td>${assumeImpersonatorRealm}</td></tr>
    </#if>
    <tr><th align="left" valign="top">${msg("assumeMailSince")}</th><td>${assumeStartedAt}</td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailEndedAt")}</th><td>${assumeEndedAt}</td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailHow")}</th><td>${msg("assumeMailCause." + assumeCause)}</td></tr>
    <#if assumeReason??>
    <tr><th align="left" valign="top">${msg("assumeMailReason")}</th><td style="white-space: pre-wrap" dir="auto">${assumeReason}</td></tr>
    </#if>
    <#if assumeTicket??>
    <tr><th align="left" valign="top">${msg("assumeMailTicket")}</th><td dir="auto">${assumeTicket}</td></tr>
    </#if>
</table>
<p>${msg("assumeMailEndedRecorded")}</p>
<p>${msg("assumeMailUnexpected")}</p>
</@layout.emailLayout>
